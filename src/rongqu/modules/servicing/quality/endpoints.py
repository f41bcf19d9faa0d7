"""The API of a loan's category: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, part_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApprovalId, LoanId, new_id
from rongqu.modules.compliance.public import ApprovalPending, find_pending
from rongqu.modules.identity.public import name_people
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.actions.ask_category import COMMAND, ask_category
from rongqu.modules.servicing.actions.lift_override import lift_override
from rongqu.modules.servicing.actions.lift_trigger import lift_trigger
from rongqu.modules.servicing.actions.note_trigger import note_trigger
from rongqu.modules.servicing.errors import (
    LoanIsClosed,
    LoanNotFound,
    OverrideTooGood,
    ReasonMissing,
    TriggerNotFound,
    TriggerOn,
)
from rongqu.modules.servicing.quality import queries
from rongqu.modules.servicing.quality.schemas import (
    ApprovalPendingBody,
    CategoryWishBody,
    LoanCategoryBody,
    TriggerWishBody,
)
from rongqu.modules.servicing.queries import get_loan

router = part_router("servicing", "/loans")


@router.get("/{loan_id}/category", responses=problems(LoanNotFound))
async def get_category_endpoint(tx: TxDep, loan_id: UUID) -> LoanCategoryBody:
    tx.actor.require(permissions.VIEW)
    return await _category(tx, LoanId(loan_id))


@router.post(
    "/{loan_id}/category/overrides",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, LoanNotFound, LoanIsClosed, OverrideTooGood, ReasonMissing, ApprovalPending
    ),
)
async def ask_category_endpoint(
    tx: TxDep, loan_id: UUID, body: CategoryWishBody
) -> LoanCategoryBody:
    """Counts once a second person has agreed."""
    loan = LoanId(loan_id)
    await ask_category(tx, ApprovalId(new_id()), loan, body.category, body.reason)
    return await _category(tx, loan)


@router.delete("/{loan_id}/category/overrides", responses=problems(LoanNotFound))
async def lift_override_endpoint(tx: TxDep, loan_id: UUID) -> LoanCategoryBody:
    await lift_override(tx, LoanId(loan_id))
    return await _category(tx, LoanId(loan_id))


@router.post(
    "/{loan_id}/category/triggers",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, LoanNotFound, LoanIsClosed, ReasonMissing, TriggerOn),
)
async def note_trigger_endpoint(
    tx: TxDep, loan_id: UUID, body: TriggerWishBody
) -> LoanCategoryBody:
    await note_trigger(tx, new_id(), LoanId(loan_id), body.kind, body.note)
    return await _category(tx, LoanId(loan_id))


@router.delete(
    "/{loan_id}/category/triggers/{trigger_id}",
    responses=problems(LoanNotFound, TriggerNotFound),
)
async def lift_trigger_endpoint(tx: TxDep, loan_id: UUID, trigger_id: UUID) -> LoanCategoryBody:
    await lift_trigger(tx, LoanId(loan_id), trigger_id)
    return await _category(tx, LoanId(loan_id))


async def _category(tx: Tx, loan_id: LoanId) -> LoanCategoryBody:
    loan = await get_loan(tx, loan_id)
    pending = await find_pending(tx, COMMAND, str(loan.id))
    names = await name_people(tx, set() if pending is None else {pending.asked_by})
    return LoanCategoryBody.of(
        await queries.read_standing(tx, loan),
        await queries.read_least_category(tx, loan),
        None if pending is None else ApprovalPendingBody.of(pending, names.get(pending.asked_by)),
    )
