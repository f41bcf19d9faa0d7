"""What collectors may do: hours, frequency, promises, and the steps of each disposal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.collections.errors import (
    CaseIsClosed,
    ContactedTooOften,
    ContactOutsideHours,
    DisposalIsOver,
    NothingToDispose,
    PromiseOpen,
    PromisesUsedUp,
    PromiseTooFar,
    PromiseTooMuch,
    StepOutOfOrder,
)
from rongqu.modules.collections.types import (
    Case,
    CaseState,
    Channel,
    ContactLimits,
    Disposal,
    DisposalKind,
    DisposalState,
)

WEEK = timedelta(days=7)

STEPS = {
    DisposalKind.EXTENSION: ("request", "ability", "guarantors", "agreement", "new_plan"),
    DisposalKind.RESTRUCTURING: (
        "request",
        "ability",
        "committee",
        "guarantors",
        "agreement",
        "new_plan",
    ),
    DisposalKind.COLLATERAL: ("valuation", "notice", "sale", "proceeds"),
    DisposalKind.LITIGATION: ("lawyer_letter", "filing", "judgment", "enforcement"),
    DisposalKind.WRITE_OFF: ("efforts", "evidence", "committee", "booking"),
}
"""The guided steps of each way, in their order; each is done with a document.

Writing off asks first for what was tried and for proof that nothing can be got
(金融企业呆账核销管理办法, 财金〔2017〕90号, articles 5 and 7).
"""


def check_open(case: Case) -> None:
    if case.state is CaseState.CLOSED:
        raise CaseIsClosed(case_id=case.id)


def check_contact(
    channel: Channel, now: datetime, limits: ContactLimits, recent: Sequence[datetime]
) -> None:
    """`recent`: the disturbing contacts of the borrower in the seven days before, of all cases."""
    if not channel.is_limited:
        return
    local = now.astimezone(SHANGHAI)
    if not limits.from_hour <= local.hour < limits.until_hour:
        raise ContactOutsideHours(from_hour=limits.from_hour, until_hour=limits.until_hour)
    today = [at for at in recent if at.astimezone(SHANGHAI).date() == local.date()]
    if len(today) >= limits.a_day:
        raise ContactedTooOften(most=limits.a_day, days=1)
    if len([at for at in recent if at > now - WEEK]) >= limits.a_week:
        raise ContactedTooOften(most=limits.a_week, days=WEEK.days)


def check_promise(
    case: Case, amount: Money, promised_for: date, *, today: date, latest: date
) -> None:
    check_open(case)
    if case.promised_for is not None:
        raise PromiseOpen(promised_for=case.promised_for)
    if not today <= promised_for <= latest:
        raise PromiseTooFar(latest=latest)
    if amount.currency != case.overdue.currency or not 0 < amount.minor <= case.overdue.minor:
        raise PromiseTooMuch(overdue=case.overdue)


def check_promises_left(case: Case, most_broken: int) -> None:
    if case.broken_promises >= most_broken:
        raise PromisesUsedUp(broken=case.broken_promises)


def check_can_dispose(loan_id: LoanId, *, is_late: bool, is_written_off: bool) -> None:
    """Of a loan of which something is late, or which was written off and is still owed."""
    if not (is_late or is_written_off):
        raise NothingToDispose(loan_id=loan_id)


def check_step(disposal: Disposal, number: int) -> None:
    if disposal.state is not DisposalState.OPEN:
        raise DisposalIsOver(disposal_id=disposal.id)
    turn = next(step for step in disposal.steps if step.done_at is None)
    if number != turn.number:
        raise StepOutOfOrder(next_step=turn.code)
