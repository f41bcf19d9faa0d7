"""What syndication does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.payments import ShareFailed, ShareSettled
from rongqu.events.servicing import (
    LoanOpened,
    RepaymentApplied,
    RepaymentCancelled,
    RepaymentRestated,
)
from rongqu.events.syndication import RepaymentDistributed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.syndication import jobs
from rongqu.modules.syndication.actions.distribute_repayment import (
    distribute_repayment,
    take_back_repayment,
)
from rongqu.modules.syndication.actions.give_back import record_give_back
from rongqu.modules.syndication.actions.record_payment import record_payment
from rongqu.modules.syndication.actions.share_opened_loan import share_opened_loan
from rongqu.modules.syndication.types import Repaid


@on(LoanOpened)
async def share_loan_when_opened(tx: Tx, event: LoanOpened) -> None:
    await share_opened_loan(tx, event)


@on(RepaymentApplied)
async def distribute_repayment_when_applied(tx: Tx, event: RepaymentApplied) -> None:
    await distribute_repayment(tx, _as_repaid(event, revision=0))


@on(RepaymentRestated)
async def distribute_again_when_restated(tx: Tx, event: RepaymentRestated) -> None:
    await distribute_repayment(tx, _as_repaid(event, revision=event.revision))


@on(RepaymentCancelled)
async def call_parts_back_when_cancelled(tx: Tx, event: RepaymentCancelled) -> None:
    nothing = Money.zero(event.amount.currency)
    await take_back_repayment(
        tx,
        Repaid(
            repayment_id=event.fact_id,
            loan_id=LoanId(event.subject_id),
            lender=OrganisationId(event.institution_id),
            revision=0,
            principal=nothing,
            interest=nothing,
            penalty=nothing,
        ),
    )


def _as_repaid(event: RepaymentApplied | RepaymentRestated, *, revision: int) -> Repaid:
    return Repaid(
        repayment_id=event.repayment_id,
        loan_id=LoanId(event.subject_id),
        lender=OrganisationId(event.institution_id),
        revision=revision,
        principal=event.principal,
        interest=event.interest,
        penalty=event.penalty + event.fee,
    )


@on(RepaymentDistributed)
async def pay_parts_when_distributed(tx: Tx, event: RepaymentDistributed) -> None:  # noqa: ARG001
    await tx.defer(jobs.pay_parts.later().when(queueing_lock="syndication.pay_parts"))


@on(ShareSettled)
async def record_part_when_paid(tx: Tx, event: ShareSettled) -> None:
    await record_payment(tx, event)


@on(ShareFailed)
async def record_part_when_refused(tx: Tx, event: ShareFailed) -> None:
    await record_payment(tx, event)


@on(ShareSettled)
async def record_give_back_when_paid(tx: Tx, event: ShareSettled) -> None:
    await record_give_back(tx, event)


@on(ShareFailed)
async def record_give_back_when_refused(tx: Tx, event: ShareFailed) -> None:
    await record_give_back(tx, event)
