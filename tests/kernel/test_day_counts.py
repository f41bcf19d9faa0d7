from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.day_counts import Convention, Frame, count_days, year_part

C = Convention
NEEDS_PERIOD = {C.ACT_365_L, C.ACT_ACT_ICMA}


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        (C.ONE_ONE, Fraction(1)),
        (C.ACT_360, Fraction(60, 360)),
        (C.ACT_364, Fraction(60, 364)),
        (C.ACT_365F, Fraction(60, 365)),
        (C.ACT_365_25, Fraction(240, 1461)),
        (C.ACT_365_ACTUAL, Fraction(60, 366)),
        (C.ACT_ACT_ISDA, Fraction(60, 366)),
        (C.ACT_ACT_AFB, Fraction(60, 366)),
        (C.ACT_ACT_YEAR, Fraction(60, 366)),
        (C.NL_360, Fraction(59, 360)),
        (C.NL_365, Fraction(59, 365)),
        (C.THIRTY_360_US, Fraction(60, 360)),
        (C.THIRTY_360_PSA, Fraction(60, 360)),
        (C.THIRTY_U_360, Fraction(60, 360)),
        (C.THIRTY_E_360, Fraction(60, 360)),
        (C.THIRTY_E_360_ISDA, Fraction(60, 360)),
        (C.THIRTY_E_PLUS_360, Fraction(61, 360)),
        (C.THIRTY_E_365, Fraction(60, 365)),
    ],
)
def test_two_months_with_a_leap_day(convention: Convention, expected: Fraction) -> None:
    """From 31 January to 31 March 2024."""
    assert year_part(convention, date(2024, 1, 31), date(2024, 3, 31)) == expected


def test_a_year_may_end_in_february() -> None:
    """Thirtieths of the end of February, and what is said of the schedule, tell them apart."""
    days = date(2011, 2, 28), date(2012, 2, 29)
    matures = Frame(matures_on=date(2012, 2, 29))

    assert count_days(C.THIRTY_E_360_ISDA, *days) == 360
    assert count_days(C.THIRTY_E_360_ISDA, *days, matures) == 359
    assert count_days(C.THIRTY_U_360, *days) == 361
    assert count_days(C.THIRTY_U_360, *days, Frame(keeps_month_ends=True)) == 360
    assert count_days(C.THIRTY_360_PSA, *days) == 359


def test_some_conventions_look_at_the_period() -> None:
    days = date(2024, 1, 1), date(2024, 4, 1)
    half_year = Frame(
        period_starts_on=date(2024, 1, 1), period_ends_on=date(2024, 7, 1), periods_a_year=2
    )

    assert year_part(C.ACT_ACT_ICMA, *days, half_year) == Fraction(91, 182 * 2)
    assert year_part(C.ACT_365_L, *days, half_year) == Fraction(91, 366)
    for convention in NEEDS_PERIOD:
        with pytest.raises(ValueError, match="period"):
            year_part(convention, *days)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="end before"):
        year_part(C.ACT_360, date(2024, 1, 2), date(2024, 1, 1))


@given(
    st.sampled_from(sorted(set(C) - NEEDS_PERIOD)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 4000),
)
def test_no_convention_is_far_from_the_days_that_pass(
    convention: Convention, starts_on: date, days: int
) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + days)

    part = year_part(convention, starts_on, ends_on)

    assert part >= -Fraction(1, 180)  # months of thirty days may take a day or two back
    if convention is not C.ONE_ONE:
        assert abs(part - Fraction(days, 365)) < Fraction(days, 50) + Fraction(3, 365)
