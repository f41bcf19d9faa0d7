"""Rates of interest: yearly, exact, never without a day count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from rongqu.kernel.day_counts import Convention, year_part

LOWEST_RATE = Decimal("0.0001")
"""No loan pays its borrower."""

EXACT_DIGITS = 34
"""Of a fraction that is shown as a decimal (IEEE 754 decimal128)."""


class DayCount(StrEnum):
    """The day counts that a contract may name (ISDA 2006 Definitions, section 4.16)."""

    ACT_360 = "act_360"
    ACT_365F = "act_365f"
    ACT_ACT_ISDA = "act_act_isda"
    THIRTY_E_360 = "thirty_e_360"
    THIRTY_360_US = "thirty_360_us"

    @property
    def has_months_of_thirty_days(self) -> bool:
        return self in {DayCount.THIRTY_E_360, DayCount.THIRTY_360_US}

    def part(self, starts_on: date, ends_on: date) -> Fraction:
        """Years from `starts_on` (included) to `ends_on` (excluded); negative when reversed."""
        if ends_on < starts_on:
            return -self.part(ends_on, starts_on)
        return year_part(Convention(self.value), starts_on, ends_on)


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate: `Rate(Decimal("0.0435"), DayCount.ACT_360)` is 4.35 % 年利率."""

    yearly: Decimal
    day_count: DayCount

    def __post_init__(self) -> None:
        if not self.yearly.is_finite():
            raise ValueError("a rate is a finite number")

    @property
    def monthly(self) -> Fraction:
        """One twelfth of the year, as instalment formulas use it (月利率)."""
        return Fraction(self.yearly) / 12

    def part(self, starts_on: date, ends_on: date) -> Fraction:
        """What a balance of 1 earns in these days, exactly."""
        return Fraction(self.yearly) * self.day_count.part(starts_on, ends_on)

    def __str__(self) -> str:
        return f"{self.yearly:f} {self.day_count}"


def as_decimal(exact: Fraction) -> Decimal:
    with localcontext(prec=EXACT_DIGITS):
        return Decimal(exact.numerator) / exact.denominator
