"""What leasing does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.leasing import SetOffAsked
from rongqu.events.servicing import (
    DayRunCompleted,
    LoanClosed,
    LoanOpened,
    LoanReopened,
    RepaymentFailed,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, PaymentOrderId
from rongqu.modules.leasing import jobs
from rongqu.modules.leasing.actions.end_lease import end_lease, reopen_lease
from rongqu.modules.leasing.actions.hold_again import hold_again
from rongqu.modules.leasing.actions.open_lease import open_lease
from rongqu.modules.leasing.actions.set_off_deposit import set_off_deposit
from rongqu.modules.leasing.types import SetOff


@on(LoanOpened)
async def open_lease_when_loan_opened(tx: Tx, event: LoanOpened) -> None:
    await open_lease(tx, LoanId(event.subject_id))


@on(DayRunCompleted)
async def set_off_when_day_ended(tx: Tx, event: DayRunCompleted) -> None:  # noqa: ARG001
    await tx.defer(jobs.set_off_deposits.later().when(queueing_lock="leasing.set_off_deposits"))


@on(SetOffAsked)
async def set_off_arrears_when_asked(tx: Tx, event: SetOffAsked) -> None:
    await set_off_deposit(tx, LoanId(event.subject_id), SetOff.ARREARS)


@on(RepaymentFailed)
async def hold_deposit_again_when_refused(tx: Tx, event: RepaymentFailed) -> None:
    await hold_again(tx, LoanId(event.subject_id), PaymentOrderId(event.repayment_id))


@on(LoanClosed)
async def end_lease_when_loan_closed(tx: Tx, event: LoanClosed) -> None:
    await end_lease(tx, LoanId(event.subject_id))


@on(LoanReopened)
async def reopen_lease_when_loan_reopened(tx: Tx, event: LoanReopened) -> None:
    await reopen_lease(tx, LoanId(event.subject_id))
