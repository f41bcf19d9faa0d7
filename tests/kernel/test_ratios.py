from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.ratios import PeriodRates, half_even, half_even_of


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        (Fraction(1, 2), 0),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 2),
        (Fraction(-1, 2), 0),
        (Fraction(-3, 2), -2),
        (Fraction(-5, 3), -2),
        (Fraction(7, 3), 2),
        (Fraction(0), 0),
    ],
)
def test_of_two_equally_near_the_even_one(exact: Fraction, expected: int) -> None:
    assert half_even_of(exact) == expected


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**12))
def test_it_rounds_as_fractions_do(numerator: int, denominator: int) -> None:
    assert half_even(numerator, denominator) == round(Fraction(numerator, denominator))


def test_rates_share_their_denominator() -> None:
    rates = PeriodRates.of([Fraction(1, 4), Fraction(1, 6), Fraction(0)])

    assert (rates.numerators, rates.denominator) == ((3, 2, 0), 12)
    assert rates[1:] == PeriodRates((2, 0), 12)
    assert PeriodRates.level(Fraction(1, 240), 3) == PeriodRates((1, 1, 1), 240)
