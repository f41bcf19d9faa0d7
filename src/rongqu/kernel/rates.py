"""Rates of interest: yearly, exact, never without a day count."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class DayCount(StrEnum):
    """How days become parts of a year (ISDA 2006 Definitions, section 4.16)."""

    ACT_360 = "act_360"
    ACT_365F = "act_365f"
    ACT_ACT_ISDA = "act_act_isda"
    THIRTY_E_360 = "thirty_e_360"
    THIRTY_360_US = "thirty_360_us"

    def fraction(self, starts_on: date, ends_on: date) -> Decimal:
        """Years from `starts_on` (included) to `ends_on` (excluded); negative when reversed."""
        if ends_on < starts_on:
            return -self.fraction(ends_on, starts_on)
        match self:
            case DayCount.ACT_360:
                return Decimal((ends_on - starts_on).days) / 360
            case DayCount.ACT_365F:
                return Decimal((ends_on - starts_on).days) / 365
            case DayCount.ACT_ACT_ISDA:
                return _actual_actual(starts_on, ends_on)
            case DayCount.THIRTY_E_360:
                return Decimal(_thirty_days(starts_on, ends_on, european=True)) / 360
            case DayCount.THIRTY_360_US:
                return Decimal(_thirty_days(starts_on, ends_on, european=False)) / 360


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate: `Rate(Decimal("0.0435"), DayCount.ACT_360)` is 4.35 % 年利率."""

    yearly: Decimal
    day_count: DayCount

    def __post_init__(self) -> None:
        if not self.yearly.is_finite():
            raise ValueError("a rate is a finite number")

    @property
    def monthly(self) -> Decimal:
        """One twelfth of the year, as instalment formulas use it (月利率)."""
        return self.yearly / 12

    def over(self, starts_on: date, ends_on: date) -> Decimal:
        return self.yearly * self.day_count.fraction(starts_on, ends_on)

    def __str__(self) -> str:
        return f"{self.yearly:f} {self.day_count}"


def _actual_actual(starts_on: date, ends_on: date) -> Decimal:
    """Days in leap years over 366, the others over 365 (ISDA 2006, 4.16(b))."""
    total = Decimal(0)
    day = starts_on
    while day < ends_on:
        until = min(ends_on, date(day.year + 1, 1, 1))
        total += Decimal((until - day).days) / (366 if isleap(day.year) else 365)
        day = until
    return total


def _thirty_days(starts_on: date, ends_on: date, *, european: bool) -> int:
    """Bond basis (4.16(f)) and Eurobond basis (4.16(g)): months of thirty days."""
    first, last = starts_on.day, ends_on.day
    if european:
        first, last = min(first, 30), min(last, 30)
    else:
        first = min(first, 30)
        last = 30 if last == 31 and first == 30 else last
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months * 30 + last - first
