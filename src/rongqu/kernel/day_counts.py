"""Day counts: how the days between two dates become a part of a year. Exact fractions.

Sources: ISDA 2006 Definitions, section 4.16; for what is not in them the descriptions of OpenGamma
Strata's `DayCounts`. Days count from the first (included) to the last (excluded).

A contract names one of the few in `kernel.rates.DayCount`; the others are there to read and check
what other systems computed.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Convention(StrEnum):
    ONE_ONE = "1/1"
    ACT_ACT_ISDA = "act_act_isda"
    ACT_ACT_ICMA = "act_act_icma"
    ACT_ACT_AFB = "act_act_afb"
    ACT_ACT_YEAR = "act_act_year"
    ACT_365_ACTUAL = "act_365_actual"
    ACT_365_L = "act_365l"
    ACT_360 = "act_360"
    ACT_364 = "act_364"
    ACT_365F = "act_365f"
    ACT_365_25 = "act_365_25"
    NL_360 = "nl_360"
    NL_365 = "nl_365"
    THIRTY_360_US = "thirty_360_us"
    """30/360 ISDA, the bond basis."""
    THIRTY_360_PSA = "thirty_360_psa"
    THIRTY_U_360 = "thirty_u_360"
    """30U/360, which looks at the end of February where the schedule keeps month ends."""
    THIRTY_E_360 = "thirty_e_360"
    THIRTY_E_360_ISDA = "thirty_e_360_isda"
    THIRTY_E_PLUS_360 = "thirty_e_plus_360"
    THIRTY_E_365 = "thirty_e_365"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What some conventions ask beside the two days: about the schedule that they are part of."""

    period_starts_on: date | None = None
    period_ends_on: date | None = None
    periods_a_year: int = 1
    keeps_month_ends: bool = False
    matures_on: date | None = None


NO_FRAME = Frame()


def year_part(
    convention: Convention, starts_on: date, ends_on: date, frame: Frame = NO_FRAME
) -> Fraction:
    """Years between two days. Raises ValueError when they are in the wrong order, or when the
    convention needs to know the period (`ACT_365_L`, `ACT_ACT_ICMA`) and is not told."""
    if ends_on < starts_on:
        raise ValueError("a period does not end before it starts")
    return _RULES[convention](starts_on, ends_on, frame)


def count_days(
    convention: Convention, starts_on: date, ends_on: date, frame: Frame = NO_FRAME
) -> int:
    """The days that the convention counts: actual ones, those of months of thirty, or without
    29 February."""
    if convention in _THIRTY:
        return _THIRTY[convention](starts_on, ends_on, frame)
    actual = (ends_on - starts_on).days
    if convention in {Convention.NL_360, Convention.NL_365}:
        return actual - _leap_days(starts_on, ends_on)
    return actual


def _by_days(convention: Convention, year_days: Fraction) -> _Rule:
    def rule(starts_on: date, ends_on: date, frame: Frame) -> Fraction:
        return count_days(convention, starts_on, ends_on, frame) / year_days

    return rule


def _one(starts_on: date, ends_on: date, frame: Frame) -> Fraction:  # noqa: ARG001 a rule
    return Fraction(1)


def _act_act_isda(starts_on: date, ends_on: date, frame: Frame) -> Fraction:  # noqa: ARG001 a rule
    """4.16(b): the days in leap years over 366, the others over 365."""
    leap = sum(
        (min(ends_on, date(year + 1, 1, 1)) - max(starts_on, date(year, 1, 1))).days
        for year in range(starts_on.year, ends_on.year + 1)
        if isleap(year)
    )
    return Fraction(leap, 366) + Fraction((ends_on - starts_on).days - leap, 365)


def _act_act_icma(starts_on: date, ends_on: date, frame: Frame) -> Fraction:
    """4.16(c) for one regular period: its days over those of the period times their number."""
    if frame.period_starts_on is None or frame.period_ends_on is None:
        raise ValueError("ACT/ACT ICMA counts within a period")
    period_days = (frame.period_ends_on - frame.period_starts_on).days
    return Fraction((ends_on - starts_on).days, period_days * frame.periods_a_year)


def _act_act_afb(starts_on: date, ends_on: date, frame: Frame) -> Fraction:  # noqa: ARG001 a rule
    """Whole years counted back from the end; the rest over 366 where it holds a 29 February."""
    years = _whole_years(starts_on, ends_on)
    rest_ends_on = _years_later(ends_on, -years)
    one = timedelta(days=1)
    year_days = 366 if _leap_days(starts_on - one, rest_ends_on - one) else 365
    return years + Fraction((rest_ends_on - starts_on).days, year_days)


def _act_act_year(starts_on: date, ends_on: date, frame: Frame) -> Fraction:  # noqa: ARG001 a rule
    """Whole years from the start; the rest over the days of the year that it is in."""
    years = _whole_years(starts_on, ends_on)
    anniversary = _years_later(starts_on, years)
    year_days = (_years_later(starts_on, years + 1) - anniversary).days
    return years + Fraction((ends_on - anniversary).days, year_days)


def _act_365_actual(starts_on: date, ends_on: date, frame: Frame) -> Fraction:  # noqa: ARG001 a rule
    return Fraction((ends_on - starts_on).days, 366 if _leap_days(starts_on, ends_on) else 365)


def _act_365_l(starts_on: date, ends_on: date, frame: Frame) -> Fraction:
    """4.16(i): yearly periods look for a 29 February, others for the year they end in."""
    if frame.period_ends_on is None:
        raise ValueError("ACT/365L looks at the end of the period")
    if frame.periods_a_year == 1:
        is_leap = bool(_leap_days(starts_on, frame.period_ends_on))
    else:
        is_leap = isleap(frame.period_ends_on.year)
    return Fraction((ends_on - starts_on).days, 366 if is_leap else 365)


def _thirty_us(starts_on: date, ends_on: date, frame: Frame) -> int:  # noqa: ARG001 a rule
    first = min(starts_on.day, 30)
    last = 30 if ends_on.day == 31 and first == 30 else ends_on.day
    return _thirty(starts_on, ends_on, first, last)


def _thirty_psa(starts_on: date, ends_on: date, frame: Frame) -> int:  # noqa: ARG001 a rule
    first = 30 if starts_on.day == 31 or _is_end_of_february(starts_on) else starts_on.day
    last = 30 if ends_on.day == 31 and first == 30 else ends_on.day
    return _thirty(starts_on, ends_on, first, last)


def _thirty_u(starts_on: date, ends_on: date, frame: Frame) -> int:
    first, last = starts_on.day, ends_on.day
    if frame.keeps_month_ends and _is_end_of_february(starts_on):
        last = 30 if _is_end_of_february(ends_on) else last
        first = 30
    last = 30 if last == 31 and first >= 30 else last
    return _thirty(starts_on, ends_on, min(first, 30), last)


def _thirty_e(starts_on: date, ends_on: date, frame: Frame) -> int:  # noqa: ARG001 a rule
    return _thirty(starts_on, ends_on, min(starts_on.day, 30), min(ends_on.day, 30))


def _thirty_e_isda(starts_on: date, ends_on: date, frame: Frame) -> int:
    """4.16(h): the end of February is the thirtieth, unless the loan matures on it."""
    first = 30 if _is_month_end_of_thirty(starts_on) else starts_on.day
    last = 30 if ends_on.day == 31 else ends_on.day
    if _is_end_of_february(ends_on) and ends_on != frame.matures_on:
        last = 30
    return _thirty(starts_on, ends_on, first, last)


def _thirty_e_plus(starts_on: date, ends_on: date, frame: Frame) -> int:  # noqa: ARG001 a rule
    if ends_on.day == 31:
        ends_on += timedelta(days=1)
    return _thirty(starts_on, ends_on, min(starts_on.day, 30), ends_on.day)


def _thirty(starts_on: date, ends_on: date, first: int, last: int) -> int:
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months * 30 + last - first


def _is_end_of_february(day: date) -> bool:
    return day.month == 2 and day.day == monthrange(day.year, 2)[1]


def _is_month_end_of_thirty(day: date) -> bool:
    return day.day == 31 or _is_end_of_february(day)


def _leap_days(after: date, until: date) -> int:
    """How often 29 February comes after the first day, up to and with the last."""
    return sum(
        after < date(year, 2, 29) <= until
        for year in range(after.year, until.year + 1)
        if isleap(year)
    )


def _whole_years(starts_on: date, ends_on: date) -> int:
    years = ends_on.year - starts_on.year
    return years - ((ends_on.month, ends_on.day) < (starts_on.month, starts_on.day))


def _years_later(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


_Rule = Callable[[date, date, Frame], Fraction]
_C = Convention
_THIRTY: dict[Convention, Callable[[date, date, Frame], int]] = {
    _C.THIRTY_360_US: _thirty_us,
    _C.THIRTY_360_PSA: _thirty_psa,
    _C.THIRTY_U_360: _thirty_u,
    _C.THIRTY_E_360: _thirty_e,
    _C.THIRTY_E_360_ISDA: _thirty_e_isda,
    _C.THIRTY_E_PLUS_360: _thirty_e_plus,
    _C.THIRTY_E_365: _thirty_e_isda,
}
_YEAR_DAYS = {
    _C.ACT_360: Fraction(360),
    _C.ACT_364: Fraction(364),
    _C.ACT_365F: Fraction(365),
    _C.ACT_365_25: Fraction(1461, 4),
    _C.NL_360: Fraction(360),
    _C.NL_365: Fraction(365),
    _C.THIRTY_360_US: Fraction(360),
    _C.THIRTY_360_PSA: Fraction(360),
    _C.THIRTY_U_360: Fraction(360),
    _C.THIRTY_E_360: Fraction(360),
    _C.THIRTY_E_360_ISDA: Fraction(360),
    _C.THIRTY_E_PLUS_360: Fraction(360),
    _C.THIRTY_E_365: Fraction(365),
}
_RULES: dict[Convention, _Rule] = {
    _C.ONE_ONE: _one,
    _C.ACT_ACT_ISDA: _act_act_isda,
    _C.ACT_ACT_ICMA: _act_act_icma,
    _C.ACT_ACT_AFB: _act_act_afb,
    _C.ACT_ACT_YEAR: _act_act_year,
    _C.ACT_365_ACTUAL: _act_365_actual,
    _C.ACT_365_L: _act_365_l,
    **{convention: _by_days(convention, days) for convention, days in _YEAR_DAYS.items()},
}
