"""What syndication does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.payments import ShareFailed, ShareSettled
from rongqu.events.servicing import RepaymentApplied
from rongqu.events.syndication import RepaymentDistributed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.syndication import jobs
from rongqu.modules.syndication.actions.distribute_repayment import distribute_repayment
from rongqu.modules.syndication.actions.record_payment import record_payment


@on(RepaymentApplied)
async def distribute_repayment_when_applied(tx: Tx, event: RepaymentApplied) -> None:
    await distribute_repayment(tx, event)


@on(RepaymentDistributed)
async def pay_parts_when_distributed(tx: Tx, event: RepaymentDistributed) -> None:  # noqa: ARG001
    await tx.defer(jobs.pay_parts.later().when(queueing_lock="syndication.pay_parts"))


@on(ShareSettled)
async def record_part_when_paid(tx: Tx, event: ShareSettled) -> None:
    await record_payment(tx, event)


@on(ShareFailed)
async def record_part_when_refused(tx: Tx, event: ShareFailed) -> None:
    await record_payment(tx, event)
