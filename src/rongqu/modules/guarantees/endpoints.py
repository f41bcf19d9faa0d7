"""The API of agreements over losses: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.compliance.public import ApprovalPending, find_pending
from rongqu.modules.guarantees import permissions, queries
from rongqu.modules.guarantees.actions.ask_change import CHANGE_AGREEMENT, ask_change
from rongqu.modules.guarantees.actions.propose_agreement import propose_agreement
from rongqu.modules.guarantees.errors import (
    AgreementNotFound,
    AlreadyActive,
    ContributionTooSmall,
    NotActive,
    ShareTooLarge,
    TermsImpossible,
)
from rongqu.modules.guarantees.schemas import (
    AgreementBody,
    AgreementFileBody,
    AgreementsBody,
    AgreementWishBody,
    ChangePendingBody,
    ChangeReasonBody,
    ContributionBody,
    ContributionWishBody,
    CoverageBody,
    LossBody,
)
from rongqu.modules.guarantees.types import Agreement, AgreementChange, ChangeKind
from rongqu.modules.identity.public import name_organisations, name_people

router = module_router("guarantees", prefix="/guarantees")


@router.get("/agreements", responses=problems())
async def list_agreements_endpoint(tx: TxDep) -> AgreementsBody:
    """In the order in which they bear losses, and how far they cover bad debt together."""
    tx.actor.require(permissions.VIEW)
    return AgreementsBody(
        coverage=CoverageBody.of(await queries.read_coverage(tx)),
        items=[await _body(tx, each) for each in await queries.list_agreements(tx)],
    )


@router.post(
    "/agreements",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, TermsImpossible, ShareTooLarge),
)
async def propose_agreement_endpoint(tx: TxDep, body: AgreementWishBody) -> AgreementFileBody:
    """Counts once a second person has agreed."""
    terms = body.terms.to_terms()
    ask_id = ApprovalId(new_id())
    return await _file(tx, await propose_agreement(tx, new_id(), ask_id, terms, body.reason))


@router.get("/agreements/{agreement_id}", responses=problems(AgreementNotFound))
async def get_agreement_endpoint(tx: TxDep, agreement_id: UUID) -> AgreementFileBody:
    tx.actor.require(permissions.VIEW)
    return await _file(tx, await queries.get_agreement(tx, agreement_id))


@router.post(
    "/agreements/{agreement_id}/activation",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, AgreementNotFound, AlreadyActive, ApprovalPending),
)
async def ask_activation_endpoint(
    tx: TxDep, agreement_id: UUID, body: ChangeReasonBody
) -> AgreementFileBody:
    """Asked for again, after it was rejected."""
    return await _ask(tx, agreement_id, ChangeKind.ACTIVATE, body.reason)


@router.post(
    "/agreements/{agreement_id}/contributions",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, AgreementNotFound, NotActive, ContributionTooSmall, ApprovalPending
    ),
)
async def ask_contribution_endpoint(
    tx: TxDep, agreement_id: UUID, body: ContributionWishBody
) -> AgreementFileBody:
    """Booked once a second person has seen the bank's receipt."""
    amount = body.amount.to_money()
    return await _ask(tx, agreement_id, ChangeKind.CONTRIBUTE, body.reason, amount)


@router.post(
    "/agreements/{agreement_id}/end",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, AgreementNotFound, NotActive, ApprovalPending),
)
async def ask_end_endpoint(
    tx: TxDep, agreement_id: UUID, body: ChangeReasonBody
) -> AgreementFileBody:
    return await _ask(tx, agreement_id, ChangeKind.END, body.reason)


async def _ask(
    tx: Tx, agreement_id: UUID, kind: ChangeKind, reason: str, amount: Money | None = None
) -> AgreementFileBody:
    change = AgreementChange(agreement_id=agreement_id, kind=kind, amount=amount)
    await ask_change(tx, ApprovalId(new_id()), change, reason)
    return await _file(tx, await queries.get_agreement(tx, agreement_id))


async def _body(tx: Tx, agreement: Agreement) -> AgreementBody:
    return AgreementBody.of(agreement, await queries.read_balance(tx, agreement), tx.business_date)


async def _file(tx: Tx, agreement: Agreement) -> AgreementFileBody:
    covered = await queries.read_covered(tx, agreement)
    losses = await queries.list_losses(tx, agreement.id)
    contributions = await queries.list_contributions(tx, agreement.id)
    lender = agreement.terms.institution_id
    names = await name_organisations(tx, set() if lender is None else {lender})
    return AgreementFileBody(
        agreement=await _body(tx, agreement),
        lender_name=None if lender is None else names.get(lender),
        pending=await _pending(tx, agreement),
        loans=covered.loans,
        outstanding=MoneyBody.of(covered.outstanding),
        bad=MoneyBody.of(covered.bad),
        contributions=[ContributionBody.of(each) for each in contributions],
        losses=[LossBody.of(each, agreement.id) for each in losses],
    )


async def _pending(tx: Tx, agreement: Agreement) -> ChangePendingBody | None:
    pending = await find_pending(tx, CHANGE_AGREEMENT, str(agreement.id))
    if pending is None:
        return None
    names = await name_people(tx, {pending.asked_by})
    return ChangePendingBody.of(pending, names.get(pending.asked_by))
