from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import MINOR_DIGITS, Money, Rounding

amounts = st.integers(min_value=-(10**14), max_value=10**14)
weights = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=20).filter(sum)


@given(amounts, weights)
def test_the_parts_add_up_to_the_whole(minor: int, shares: list[int]) -> None:
    parts = Money(minor, "CNY").split(shares)
    assert sum(part.minor for part in parts) == minor


@given(amounts, st.sampled_from(sorted(MINOR_DIGITS)))
def test_what_is_written_can_be_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(money.amount, currency) == money


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("1.005", "CNY"),
        ("1.5", "JPY"),
        ("1e5", "CNY"),
        ("NaN", "CNY"),
        ("1", "XXX"),
        ("", "CNY"),
        ("۱۰", "CNY"),
    ],
)
def test_a_doubtful_input_is_refused_not_rounded(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"more decimals|not an amount|not a known currency"):
        Money.parse(amount, currency)


def test_rounding_is_named() -> None:
    five = Money(5, "CNY")
    assert five.times(Decimal("0.5"), Rounding.HALF_UP) == Money(3, "CNY")
    assert five.times(Decimal("0.5"), Rounding.HALF_EVEN) == Money(2, "CNY")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(TypeError, match="cannot mix CNY and USD"):
        _ = Money(1, "CNY") + Money(1, "USD")


def test_the_renminbi_comes_first() -> None:
    assert next(iter(MINOR_DIGITS)) == "CNY"
