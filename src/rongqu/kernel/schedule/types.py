"""The terms of a loan and the instalments they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate
from rongqu.kernel.schedule.structure import PLAIN, Structure


class RepaymentMethod(StrEnum):
    """How a loan is paid back; the Chinese terms are those of the contract."""

    EQUAL_INSTALMENT = "equal_instalment"
    """等额本息: the same amount each month."""
    EQUAL_PRINCIPAL = "equal_principal"
    """等额本金: the same principal each month, and the interest on what is left."""
    INTEREST_ONLY = "interest_only"
    """先息后本: interest each month, the principal at the end."""
    BULLET = "bullet"
    """一次性还本付息: everything on one day."""
    FLAT = "flat"
    """等本等息: interest on all of the principal until the end, in equal amounts."""


class DuePart(StrEnum):
    """What a payment is set against, in the order that the contract names."""

    PENALTY = "penalty"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class NeverAmortises(ValueError):
    """An instalment would not even pay its interest: the balance would never fall."""


class BrokenPeriod(StrEnum):
    """Where the interest goes of the days by which the first period is longer (or shorter)."""

    SPREAD = "spread"
    """All instalments are equal, worked out over the real lengths."""
    FIRST = "first"
    """On top of the first instalment."""
    EVENLY = "evenly"
    """In equal parts on top of all."""
    UPFRONT = "upfront"
    """Paid out of the payout, on its day."""


class HolidayRule(StrEnum):
    """Where a due day goes that is no business day (ISDA 2006 Definitions, section 4.12)."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    """The next one, but not in the next month: then the one before."""
    PRECEDING = "preceding"
    MODIFIED_PRECEDING = "modified_preceding"
    NEAREST = "nearest"
    """The one before, for a Saturday; else the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """`days_off` cover the term. Interest follows the moved day only when `moves_interest`."""

    rule: HolidayRule = HolidayRule.NONE
    days_off: frozenset[date] = frozenset()
    moves_interest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """Periods at the beginning 宽限期 without principal; without interest, which is then due with
    the first instalment after them."""

    principal_periods: int = 0
    interest_periods: int = 0

    def __post_init__(self) -> None:
        if min(self.principal_periods, self.interest_periods) < 0:
            raise ValueError("a grace has no fewer than no periods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """A further tranche 分笔提款: interest on it runs from its day."""

    drawn_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RateReset:
    """From this day (included) on the yearly rate is another 重定价."""

    resets_on: date
    rate: Rate


NO_GRACE, NO_HOLIDAYS = Grace(), Holidays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    principal: Money
    rate: Rate
    method: RepaymentMethod
    months: int
    starts_on: date
    """The day of the payout: interest runs from it (included)."""
    first_due_on: date | None = None
    """The later due days are the same day of the following months. None: a month after payout."""
    broken_period: BrokenPeriod = BrokenPeriod.SPREAD
    grace: Grace = NO_GRACE
    holidays: Holidays = NO_HOLIDAYS
    unit: int = 1
    """Minor units that equal instalments are rounded to: 100 for whole yuan."""
    drawdowns: tuple[Drawdown, ...] = ()
    resets: tuple[RateReset, ...] = ()
    structure: Structure = PLAIN

    def __post_init__(self) -> None:
        if self.principal.minor <= 0:
            raise ValueError("a loan has a principal above nothing")
        if self.months < 1:
            raise ValueError("a loan is paid back in at least one month")
        if self.rate.yearly < 0:
            raise ValueError("a loan's rate is not below nothing")
        if self.first_due_on is not None and self.first_due_on <= self.starts_on:
            raise ValueError("a loan's first due day comes after its payout")
        if self.grace.principal_periods >= self.months:
            raise ValueError("a loan's grace leaves a period in which principal is paid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One line of the plan: what falls due on `due_on` for the days since `starts_on`."""

    number: int
    starts_on: date
    due_on: date
    principal: Money
    interest: Money
    balance: Money
    """Principal still owed after it is paid."""

    @property
    def owed(self) -> Money:
        """Principal until it is paid."""
        return self.balance + self.principal

    @property
    def amount(self) -> Money:
        return self.principal + self.interest
