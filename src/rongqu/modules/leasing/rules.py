"""Decisions of leasing: what the deposit pays, and when the lessor may use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rongqu.kernel.money import Money
from rongqu.modules.leasing.errors import NoDepositLeft, NotLateEnough
from rongqu.modules.leasing.types import Lease, LeaseStatus
from rongqu.modules.servicing.public import Loan, LoanInstalment


def covered_by_deposit(lines: Sequence[LoanInstalment], held: Money, day: date) -> Money:
    """What the deposit pays on `day`. From the last payment backwards each has a part of it, as
    far as it reaches; it pays the parts of those that have fallen due and are not paid."""
    left, due = held, Money.zero(held.currency)
    for line in reversed(lines):
        if line.paid_on is not None:
            continue
        taken = min(left, line.principal_left + line.interest_left)
        left -= taken
        if line.due_on <= day:
            due += taken
    return due


def check_can_set_off(lease: Lease, loan: Loan, today: date, days: int) -> None:
    if lease.status is not LeaseStatus.RUNNING or lease.held.is_zero():
        raise NoDepositLeft(lease_id=lease.id)
    if loan.lateness.days_on(today) <= days:
        raise NotLateEnough(days=days)
