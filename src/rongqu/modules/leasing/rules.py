"""Decisions of leasing: what the deposit pays, and when the lessor may use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rongqu.kernel.money import Money
from rongqu.modules.leasing.errors import NoDepositLeft, NotLateEnough
from rongqu.modules.leasing.types import Lease, LeaseStatus, Unpaid


def covered_by_deposit(unpaid: Sequence[Unpaid], held: Money, day: date) -> Money:
    """What the deposit pays on `day`. From the last payment backwards each has a part of it, as
    far as it reaches; it pays the parts of those that have fallen due. `unpaid` in their order."""
    left, due = held, Money.zero(held.currency)
    for each in reversed(unpaid):
        taken = min(left, each.left)
        left -= taken
        if each.due_on <= day:
            due += taken
    return due


def check_can_set_off(lease: Lease, days_late: int, days: int) -> None:
    if lease.status is not LeaseStatus.RUNNING or lease.held.is_zero():
        raise NoDepositLeft(lease_id=lease.id)
    if days_late <= days:
        raise NotLateEnough(days=days)
