"""The history of a loan: read it, try a change out, ask for one."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, part_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import FactId, LoanId, PaymentOrderId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.compliance.public import ApprovalPending, find_pending
from rongqu.modules.identity.public import name_people
from rongqu.modules.servicing import permissions, queries
from rongqu.modules.servicing.actions.ask_change import (
    CHANGE_LOAN,
    ask_change,
    preview_change,
)
from rongqu.modules.servicing.actions.order_repayment import preview_prepayment
from rongqu.modules.servicing.changes.schemas import (
    ChangeAskBody,
    ChangeQuery,
    HistoryBody,
    LoanFactBody,
    PendingChangeBody,
    PreviewBody,
)
from rongqu.modules.servicing.errors import (
    AfterToday,
    AmountChanged,
    ArrearsFirst,
    BeforeOpening,
    CannotShorten,
    ExtensionTooLong,
    FactCancelled,
    FactNotFound,
    FactNotPossible,
    LoanIsClosed,
    LoanNotFound,
    NeverAmortises,
    OtherCurrency,
    Overpayment,
    RentalsAreFixed,
    WaiverTooLarge,
)
from rongqu.modules.servicing.settlement import LoanState
from rongqu.modules.servicing.types import Loan, PrepaymentEffect, RepaymentKind, RepaymentOrder

router = part_router("servicing", "/loans")

REFUSALS = (
    LoanNotFound,
    LoanIsClosed,
    FactNotFound,
    FactCancelled,
    FactNotPossible,
    BeforeOpening,
    AfterToday,
    OtherCurrency,
    Overpayment,
    WaiverTooLarge,
    ExtensionTooLong,
    NeverAmortises,
)


@router.get("/{loan_id}/history", responses=problems(LoanNotFound))
async def get_history_endpoint(tx: TxDep, loan_id: UUID) -> HistoryBody:
    """What has happened to the loan, and what waits for a second person."""
    tx.actor.require(permissions.VIEW)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    facts = await queries.list_facts(tx, loan)
    pending = await find_pending(tx, CHANGE_LOAN, str(loan.id))
    ids = {each.fact.recorded_by for each in facts}
    if pending is not None:
        ids.add(pending.asked_by)
    names = await name_people(tx, ids)
    return HistoryBody(
        facts=[LoanFactBody.of(each, names) for each in reversed(facts)],
        pending=None if pending is None else PendingChangeBody.of(pending, names),
    )


@router.get(
    "/{loan_id}/prepayment",
    responses=problems(
        LoanNotFound,
        LoanIsClosed,
        RentalsAreFixed,
        ArrearsFirst,
        AmountChanged,
        Overpayment,
        CannotShorten,
    ),
)
async def preview_prepayment_endpoint(
    tx: TxDep,
    loan_id: UUID,
    principal: Annotated[str, Query(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")],
    effect: Annotated[PrepaymentEffect, Query()] = PrepaymentEffect.INSTALMENT,
) -> PreviewBody:
    """What it costs today to pay so much of the principal early, and what the loan is then."""
    tx.actor.require(permissions.VIEW)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    early = Money.parse(principal, loan.principal.currency)
    order = RepaymentOrder(
        id=PaymentOrderId(new_id()),
        loan_id=loan.id,
        kind=RepaymentKind.PREPAYMENT,
        amount=early,
        principal=early,
        effect=effect,
    )
    quote, after = await preview_prepayment(tx, loan, order)
    return PreviewBody.of(await _state_of(tx, loan), after, quote)


@router.get("/{loan_id}/changes/preview", responses=problems(*REFUSALS))
async def preview_change_endpoint(
    tx: TxDep, loan_id: UUID, wish: Annotated[ChangeQuery, Query()]
) -> PreviewBody:
    """The loan as it would be; nothing is asked of anybody."""
    tx.actor.require(permissions.CHANGE_LOAN)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    body = wish.to_body(loan.principal.currency)
    after = await preview_change(tx, loan, body.to_wish(FactId(new_id()), loan.id))
    return PreviewBody.of(await _state_of(tx, loan), after)


@router.post(
    "/{loan_id}/changes",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, ApprovalPending, *REFUSALS),
)
async def ask_change_endpoint(tx: TxDep, loan_id: UUID, body: ChangeAskBody) -> PendingChangeBody:
    """It is done once a second person agrees."""
    wish = body.to_wish(FactId(new_id()), LoanId(loan_id))
    asked = await ask_change(tx, wish, body.reason)
    return PendingChangeBody.of(asked, await name_people(tx, {UserId(tx.actor.id)}))


async def _state_of(tx: Tx, loan: Loan) -> LoanState:
    return LoanState(loan=loan, lines=await queries.list_instalments(tx, loan))
