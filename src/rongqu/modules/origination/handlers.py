"""What origination does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.contracts import ContractSigned, ContractVoided
from rongqu.events.fraud import SuspicionCleared, SuspicionNoted
from rongqu.events.origination import ApplicationSubmitted, DocumentAttached, PayoutAsked
from rongqu.events.payments import CustodyAccountOpened, PayoutFailed, TopUpSettled
from rongqu.events.servicing import LoanClosed, LoanOpened, RepaymentApplied
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    EnterpriseId,
    OrganisationId,
    PaymentOrderId,
)
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.fraud.public import Weight
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.actions.activate_application import activate_application
from rongqu.modules.origination.actions.call_off_payout import call_off_payout
from rongqu.modules.origination.actions.close_application import close_application
from rongqu.modules.origination.actions.go_on_paying_out import go_on_paying_out
from rongqu.modules.origination.actions.hold_payout import hold_payout
from rongqu.modules.origination.actions.note_outstanding import note_outstanding
from rongqu.modules.origination.actions.refer_suspected import refer_suspected
from rongqu.modules.origination.actions.retry_awaiting_account import retry_awaiting_account
from rongqu.modules.origination.actions.retry_held_payouts import retry_held_payouts
from rongqu.modules.origination.actions.retry_reviewed_payouts import retry_reviewed_payouts
from rongqu.modules.origination.actions.screen_application import screen_application
from rongqu.modules.origination.actions.settle_voided import settle_voided
from rongqu.modules.origination.actions.start_payout import start_payout
from rongqu.modules.origination.jobs import examine_paper
from rongqu.modules.origination.types import CALL_OFF, CallingOff


@stored_command(CALL_OFF, approve=permissions.APPROVE, content=CallingOff, within=True)
async def call_off_once_agreed(tx: Tx, approved: Approval, agreed: CallingOff) -> None:  # noqa: ARG001
    await call_off_payout(tx, agreed)


@on(ApplicationSubmitted)
async def screen_when_submitted(tx: Tx, event: ApplicationSubmitted) -> None:
    await screen_application(tx, ApplicationId(event.subject_id))


@on(SuspicionNoted)
async def refer_when_suspected(tx: Tx, event: SuspicionNoted) -> None:
    """Screening sees what is there before it; this is for what comes after, in whichever order."""
    if event.weight != Weight.STRONG:
        return
    if event.application_id is not None:
        await refer_suspected(tx, ApplicationId(event.application_id))
        return
    for application_id in await queries.list_under_way(tx, EnterpriseId(event.enterprise_id)):
        await refer_suspected(tx, application_id)


@on(SuspicionCleared)
async def retry_when_cleared(tx: Tx, event: SuspicionCleared) -> None:
    await retry_reviewed_payouts(tx, EnterpriseId(event.enterprise_id))


@on(DocumentAttached)
async def examine_what_was_attached(tx: Tx, event: DocumentAttached) -> None:
    ids = {"application_id": str(event.subject_id), "document_id": str(event.document_id)}
    await tx.defer(examine_paper.later(**ids))


@on(ContractSigned)
async def pay_out_when_signed(tx: Tx, event: ContractSigned) -> None:
    await start_payout(tx, ContractId(event.subject_id))


@on(ContractVoided)
async def settle_when_voided(tx: Tx, event: ContractVoided) -> None:
    await settle_voided(tx, ContractId(event.subject_id), event.reason)


@on(PayoutFailed)
async def hold_when_payout_failed(tx: Tx, event: PayoutFailed) -> None:
    order_id = PaymentOrderId(event.order_id)
    await hold_payout(tx, ContractId(event.subject_id), order_id, event.reason_code)


@on(PayoutAsked)
async def go_on_when_asked(tx: Tx, event: PayoutAsked) -> None:
    await go_on_paying_out(tx, ApplicationId(event.subject_id))


@on(TopUpSettled)
async def retry_when_topped_up(tx: Tx, event: TopUpSettled) -> None:
    await retry_held_payouts(tx, OrganisationId(event.subject_id))


@on(CustodyAccountOpened)
async def retry_when_account_opened(tx: Tx, event: CustodyAccountOpened) -> None:
    await retry_awaiting_account(tx, OrganisationId(event.subject_id))


@on(LoanOpened)
async def activate_when_loan_opened(tx: Tx, event: LoanOpened) -> None:
    await activate_application(tx, ContractId(event.subject_id), event.principal)


@on(RepaymentApplied)
async def note_when_repaid(tx: Tx, event: RepaymentApplied) -> None:
    await note_outstanding(tx, ContractId(event.subject_id), event.outstanding)


@on(LoanClosed)
async def close_when_loan_closed(tx: Tx, event: LoanClosed) -> None:
    await close_application(tx, ContractId(event.subject_id))
