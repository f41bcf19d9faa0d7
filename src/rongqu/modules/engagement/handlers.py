"""Who is told what: each event becomes news for the people of one organisation or two."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.catalog import ProductPublished
from rongqu.events.contracts import ContractDrafted, ContractSigned, EnvelopeSent, SignerReminded
from rongqu.events.disputes import (
    DisputeEnded,
    DisputeEscalated,
    DisputeOpened,
    SettlementProposed,
)
from rongqu.events.guarantees import CoverageFell, CoverageRestored
from rongqu.events.identity import (
    PasswordChanged,
    SecondFactorRemoved,
    SignedInOnNewDevice,
    SignUpCodeAsked,
)
from rongqu.events.investing import OfferingRegraded
from rongqu.events.invitations import PersonInvited
from rongqu.events.origination import ApplicationMoved, PayoutHeld
from rongqu.events.outreach import EndpointDisabled
from rongqu.events.parties import InvoicesImported
from rongqu.events.privacy import ExportMade
from rongqu.events.risk import HumanReviewAnswered, HumanReviewLate, ScoreComputed
from rongqu.events.servicing import (
    InstalmentDue,
    LoanClosed,
    LoanOpened,
    LoanOverdue,
    RateReset,
    RepaymentApplied,
    RepaymentFailed,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.events import Event
from rongqu.kernel.ids import OrganisationId, ProductId, UserId
from rongqu.modules.catalog.public import get_product
from rongqu.modules.engagement import (
    aftercare_handlers,
    alarm_handlers,
    bidding_handlers,
    colending_handlers,
    coupons_handlers,
    exits_handlers,
    parks_handlers,
    rules,
    services_handlers,
)
from rongqu.modules.engagement.jobs import send_person_invitation, send_sign_up_code
from rongqu.modules.engagement.personal import HOLDING
from rongqu.modules.engagement.rules import show_amount, show_percent
from rongqu.modules.engagement.telling import tell, tell_in_portal
from rongqu.modules.engagement.types import News, Topic
from rongqu.modules.identity.public import UserNotFound, get_account, get_organisation
from rongqu.modules.privacy.public import UseOfData, declare_holding, list_consenting

LENDER, BORROWER = Portal.INSTITUTION, Portal.ENTERPRISE

OTHERS = (
    aftercare_handlers,
    alarm_handlers,
    bidding_handlers,
    colending_handlers,
    coupons_handlers,
    exits_handlers,
    parks_handlers,
    services_handlers,
)
"""Handlers of this room in files of their own: imported, they are registered."""

declare_holding(HOLDING)

LoanEvent = (
    LoanOpened
    | InstalmentDue
    | RepaymentApplied
    | RepaymentFailed
    | LoanOverdue
    | LoanClosed
    | RateReset
)


@on(ApplicationMoved)
async def tell_of_application(tx: Tx, event: ApplicationMoved) -> None:
    if event.amount is None:
        return  # a draft without an amount concerns nobody else
    for reader in rules.application_news(event.from_stage, event.to_stage):
        of_reader = {BORROWER: event.enterprise_id, LENDER: event.institution_id}
        news = News(
            kind=reader.kind,
            topic=Topic.APPLICATIONS,
            organisation_id=of_reader[reader.side],
            subject_id=event.subject_id,
            params={"amount": show_amount(event.amount)},
            link=f"/{reader.side}/applications/{event.subject_id}",
        )
        await tell(tx, news)


@on(PayoutHeld)
async def tell_lender_that_payout_is_held(tx: Tx, event: PayoutHeld) -> None:
    news = News(
        kind="payout_held",
        topic=Topic.MONEY,
        organisation_id=event.institution_id,
        subject_id=event.subject_id,
        link=f"/{LENDER}/applications/{event.subject_id}",
    )
    await tell(tx, news)


@on(CoverageFell)
async def tell_that_coverage_fell(tx: Tx, event: CoverageFell) -> None:
    await _tell_of_coverage(tx, "coverage_fell", event)


@on(CoverageRestored)
async def tell_that_coverage_is_restored(tx: Tx, event: CoverageRestored) -> None:
    await _tell_of_coverage(tx, "coverage_restored", event)


@on(ContractDrafted)
async def tell_of_contract_to_sign(tx: Tx, event: ContractDrafted) -> None:
    for side, organisation_id in ((BORROWER, event.enterprise_id), (LENDER, event.institution_id)):
        await tell(tx, _about_contract("contract_ready", side, organisation_id, event.subject_id))


@on(SignerReminded)
async def tell_who_has_not_signed(tx: Tx, event: SignerReminded) -> None:
    for organisation_id in event.parties:
        await _tell_signer(tx, "signing_reminder", event, organisation_id)


@on(EnvelopeSent)
async def tell_of_paper_to_sign(tx: Tx, event: EnvelopeSent) -> None:
    """Of a contract itself its two sides hear when all of its papers are there."""
    for organisation_id in event.invited:
        await _tell_signer(tx, "paper_to_sign", event, organisation_id)


@on(ContractSigned)
async def tell_of_signed_contract(tx: Tx, event: ContractSigned) -> None:
    amount = show_amount(event.principal)
    for side, organisation_id in ((BORROWER, event.enterprise_id), (LENDER, event.institution_id)):
        news = _about_contract("contract_signed", side, organisation_id, event.subject_id, amount)
        await tell(tx, news)


@on(DisputeOpened)
async def tell_of_dispute(tx: Tx, event: DisputeOpened) -> None:
    """The other party: whoever opened it knows."""
    for organisation_id in event.parties:
        if organisation_id != event.opened_by:
            due_at = event.due_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
            await _tell_of_dispute(tx, "dispute_opened", event, organisation_id, due_at=due_at)


@on(SettlementProposed)
async def tell_of_proposal(tx: Tx, event: SettlementProposed) -> None:
    for organisation_id in event.parties:
        await _tell_of_dispute(tx, "settlement_proposed", event, organisation_id)


@on(DisputeEscalated)
async def tell_of_late_dispute(tx: Tx, event: DisputeEscalated) -> None:
    for organisation_id in event.parties:
        await _tell_of_dispute(tx, "dispute_escalated", event, organisation_id)


@on(DisputeEnded)
async def tell_of_ended_dispute(tx: Tx, event: DisputeEnded) -> None:
    for organisation_id in event.parties:
        await _tell_of_dispute(tx, "dispute_ended", event, organisation_id)


async def _tell_of_dispute(
    tx: Tx, kind: str, event: Event, organisation_id: UUID, **params: str
) -> None:
    news = News(
        kind=kind,
        topic=Topic.CONTRACTS,
        organisation_id=organisation_id,
        subject_id=event.subject_id,
        params=params,
        link=f"/disputes/{event.subject_id}",
    )
    await tell_in_portal(tx, news)


@on(HumanReviewAnswered)
async def tell_of_a_person_s_answer(tx: Tx, event: HumanReviewAnswered) -> None:
    await tell(tx, _about_review("human_review_answered", event))


@on(HumanReviewLate)
async def tell_of_a_late_answer(tx: Tx, event: HumanReviewLate) -> None:
    await tell(tx, _about_review("human_review_late", event))


def _about_review(kind: str, event: HumanReviewAnswered | HumanReviewLate) -> News:
    return News(
        kind=kind,
        topic=Topic.APPLICATIONS,
        organisation_id=event.subject_id,
        subject_id=event.review_id,
        params={},
        link="/enterprise/credit",
    )


@on(LoanOpened)
async def tell_of_money_paid_out(tx: Tx, event: LoanOpened) -> None:
    await tell(tx, _about_loan("payout_settled", event, amount=show_amount(event.principal)))


@on(InstalmentDue)
async def remind_of_instalment(tx: Tx, event: InstalmentDue) -> None:
    news = _about_loan(
        "instalment_due",
        event,
        amount=show_amount(event.amount),
        due_on=event.due_on.isoformat(),
    )
    await tell(tx, news)


@on(RepaymentApplied)
async def tell_of_repayment(tx: Tx, event: RepaymentApplied) -> None:
    paid = event.principal + event.interest + event.penalty + event.fee
    news = _about_loan(
        "repayment_applied",
        event,
        amount=show_amount(paid),
        outstanding=show_amount(event.outstanding),
    )
    await tell(tx, news)


@on(RepaymentFailed)
async def tell_of_failed_repayment(tx: Tx, event: RepaymentFailed) -> None:
    await tell(tx, _about_loan("repayment_failed", event, amount=show_amount(event.amount)))


@on(LoanOverdue)
async def tell_of_arrears(tx: Tx, event: LoanOverdue) -> None:
    news = _about_loan(
        "loan_overdue",
        event,
        amount=show_amount(event.overdue),
        days=str(event.days_past_due),
    )
    await tell(tx, news)


@on(RateReset)
async def tell_of_new_rate(tx: Tx, event: RateReset) -> None:
    """Before the next instalment is due; a loan with nothing more to come has no new rate."""
    if event.next_due_on is None or event.next_amount is None:
        return
    news = _about_loan(
        "rate_reset",
        event,
        rate=show_percent(event.yearly_rate),
        base_rate=show_percent(event.base_rate),
        since=event.counts_on.isoformat(),
        due_on=event.next_due_on.isoformat(),
        amount=show_amount(event.next_amount),
    )
    await tell(tx, news)


@on(LoanClosed)
async def tell_of_closed_loan(tx: Tx, event: LoanClosed) -> None:
    await tell(tx, _about_loan("loan_closed", event))


@on(OfferingRegraded)
async def tell_investors_of_grade(tx: Tx, event: OfferingRegraded) -> None:
    """Its issuer hears of its own score."""
    grades = {"after": event.after} | ({"before": event.before} if event.before else {})
    for investor_id in event.parties:
        if investor_id == event.issuer_id:
            continue
        news = News(
            kind="offering_regraded" if event.before else "offering_graded",
            topic=Topic.MONEY,
            organisation_id=investor_id,
            subject_id=event.subject_id,
            params={"title": event.title} | grades,
            link=f"/{Portal.INVESTOR}/offerings/{event.subject_id}",
        )
        await tell(tx, news)


@on(ScoreComputed)
async def tell_of_score(tx: Tx, event: ScoreComputed) -> None:
    news = News(
        kind="score_computed",
        topic=Topic.DATA,
        organisation_id=event.subject_id,
        subject_id=event.subject_id,
        params={"score": str(event.score), "grade": event.grade},
        link=f"/{BORROWER}/credit",
    )
    await tell(tx, news)


@on(InvoicesImported)
async def tell_of_invoices(tx: Tx, event: InvoicesImported) -> None:
    news = News(
        kind="invoices_imported",
        topic=Topic.DATA,
        organisation_id=event.subject_id,
        subject_id=event.import_id,
        params={"accepted": str(event.accepted), "refused": str(event.refused)},
        link=f"/{BORROWER}/invoices",
    )
    await tell(tx, news)


async def _tell_of_coverage(tx: Tx, kind: str, event: CoverageFell | CoverageRestored) -> None:
    """The people who keep the agreements; no message leaves the product unless they want it."""
    for organisation_id in event.parties:
        news = News(
            kind=kind,
            topic=Topic.DATA,
            organisation_id=organisation_id,
            subject_id=event.subject_id,
            params={"amount": show_amount(event.held), "bad": show_amount(event.bad)},
            link=f"/{Portal.OPERATIONS}/guarantees",
        )
        await tell(tx, news)


async def _tell_signer(
    tx: Tx, kind: str, event: EnvelopeSent | SignerReminded, organisation_id: UUID
) -> None:
    """The page of a paper leads on to that of a contract."""
    organisation = await get_organisation(tx, OrganisationId(organisation_id))
    news = News(
        kind=kind,
        topic=Topic.CONTRACTS,
        organisation_id=organisation.id,
        subject_id=event.subject_id,
        params={"sign_by": event.sign_by.isoformat()},
        link=f"/{organisation.kind}/papers/{event.subject_id}",
    )
    await tell(tx, news)


def _about_contract(
    kind: str, side: Portal, organisation_id: UUID, contract_id: UUID, amount: str = ""
) -> News:
    return News(
        kind=kind,
        topic=Topic.CONTRACTS,
        organisation_id=organisation_id,
        subject_id=contract_id,
        params={"amount": amount},
        link=f"/{side}/contracts/{contract_id}",
    )


def _about_loan(kind: str, event: LoanEvent, **params: str) -> News:
    """For the borrower."""
    return News(
        kind=kind,
        topic=Topic.MONEY,
        organisation_id=event.enterprise_id,
        subject_id=event.subject_id,
        params=params,
        link=f"/{BORROWER}/loans/{event.subject_id}",
    )


@on(SignedInOnNewDevice)
async def tell_of_new_device(tx: Tx, event: SignedInOnNewDevice) -> None:
    await _tell_owner(tx, "new_device", event, device=event.device)


@on(SignUpCodeAsked)
async def send_code_to_newcomer(tx: Tx, event: SignUpCodeAsked) -> None:
    await tx.defer(send_sign_up_code.later(message_id=str(event.subject_id)))


@on(PersonInvited)
async def send_invitation_to_person(tx: Tx, event: PersonInvited) -> None:
    later = send_person_invitation.later(invitation_id=str(event.subject_id), number=event.number)
    await tx.defer(later)


@on(PasswordChanged)
async def tell_of_changed_password(tx: Tx, event: PasswordChanged) -> None:
    await _tell_owner(tx, "password_changed", event)


@on(SecondFactorRemoved)
async def tell_of_removed_factor(tx: Tx, event: SecondFactorRemoved) -> None:
    await _tell_owner(tx, "second_factor_removed", event)


@on(EndpointDisabled)
async def tell_of_disabled_endpoint(tx: Tx, event: EndpointDisabled) -> None:
    for organisation_id in event.parties:
        organisation = await get_organisation(tx, OrganisationId(organisation_id))
        news = News(
            kind="webhook_disabled",
            topic=Topic.SECURITY,
            organisation_id=organisation.id,
            subject_id=event.subject_id,
            link=f"/{organisation.kind}/developer/webhooks",
            params={"host": event.host},
        )
        await tell(tx, news)


OWNERS_PAGES = {"export_ready": "privacy"}


async def _tell_owner(tx: Tx, kind: str, event: Event, **params: str) -> None:
    """Of an account: nobody else of the organisation."""
    person_id = UserId(event.subject_id)
    organisation = (await get_account(tx, person_id)).organisation
    news = News(
        kind=kind,
        topic=Topic.SECURITY,
        organisation_id=organisation.id,
        subject_id=person_id,
        link=f"/{organisation.kind}/{OWNERS_PAGES.get(kind, 'account')}",
        params=params,
        person_id=person_id,
    )
    await tell(tx, news)


@on(ExportMade)
async def tell_that_export_is_ready(tx: Tx, event: ExportMade) -> None:
    await _tell_owner(tx, "export_ready", event)


@on(ProductPublished)
async def tell_of_new_product(tx: Tx, event: ProductPublished) -> None:
    """Borrowers who want such news; a later version of a product is none."""
    if event.version != 1:
        return
    product = await get_product(tx, ProductId(event.subject_id))
    for person_id in await list_consenting(tx, UseOfData.MARKETING):
        try:
            organisation = (await get_account(tx, UserId(person_id))).organisation
        except UserNotFound:
            continue  # has left since they agreed
        if organisation.kind != BORROWER:
            continue
        news = News(
            kind="product_published",
            topic=Topic.MARKETING,
            organisation_id=organisation.id,
            subject_id=event.subject_id,
            params={"product": product.name},
            link=f"/{BORROWER}/products/{event.subject_id}",
            person_id=UserId(person_id),
        )
        await tell(tx, news)
