"""What an agreement says besides amount, rate, term and method: how it is built 交易结构.

A plain loan says nothing more. Whatever is said here is agreed with the approval, stands in the
contract and in the loan, and only a new deal changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.kernel.rates import LOWEST_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A finance lease 融资租赁: the plan is rentals, then the price to keep the thing.

    `in_advance`: each rental is paid at the beginning of its month 先付, the first on the day of
    the payout; else at its end 后付. `deposit` 保证金 stays the lessee's and bears no interest.
    """

    in_advance: bool
    deposit: Money
    residual: Money
    """留购价款."""


class Repricing(StrEnum):
    """On which days a floating rate takes the LPR that is in force 重定价日."""

    NEW_YEAR = "new_year"
    """Every 1 January."""
    ANNIVERSARY = "anniversary"
    """Every year on the day of the payout 对月对日."""
    MONTHLY = "monthly"
    """Every month on the day of the payout, which is the due day."""

    def next_after(self, day: date, opened_on: date) -> date:
        """The first such day after `day`, of a loan that was paid out on `opened_on`."""
        anchor = date(opened_on.year, 1, 1) if self is Repricing.NEW_YEAR else opened_on
        step = 1 if self is Repricing.MONTHLY else 12
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        whole = months // step * step
        latest = add_months(anchor, whole)
        return latest if latest > day else add_months(anchor, whole + step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floating:
    """A rate that follows the one-year LPR 浮动利率: the LPR that is in force on a repricing day,
    and a margin, never above what was the most when it was agreed."""

    repricing: Repricing
    base_rate: Decimal
    """The LPR when it was agreed."""
    margin: Decimal
    highest: Decimal

    def rate_at(self, base_rate: Decimal) -> Decimal:
        return max(LOWEST_RATE, min(base_rate + self.margin, self.highest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    lease: Lease | None = None
    floating: Floating | None = None


PLAIN = Structure()
"""A loan."""
