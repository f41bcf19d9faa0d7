"""Shared to the cent."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out

A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)

AMOUNTS = st.integers(-(10**14), 10**14)
WEIGHTS = st.dictionaries(
    st.integers(0, 10**6).map(lambda number: UUID(int=number)),
    st.integers(0, 10**12),
    min_size=1,
    max_size=12,
).filter(lambda weights: sum(weights.values()) > 0)


def yuan(minor: int) -> Money:
    return Money(minor, "CNY")


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, {A: 1, B: 1, C: 1}, {A: 34, B: 33, C: 33}),
        (100, {C: 1, B: 1, A: 1}, {A: 34, B: 33, C: 33}),
        (1, {A: 1, B: 2}, {A: 0, B: 1}),
        (10, {A: 15, B: 15, C: 70}, {A: 2, B: 1, C: 7}),
        (-100, {A: 1, B: 1, C: 1}, {A: -34, B: -33, C: -33}),
        (0, {A: 5, B: 1}, {A: 0, B: 0}),
        (7, {A: 0, B: 1}, {A: 0, B: 7}),
    ],
)
def test_the_last_cents_go_to_those_cut_most(
    minor: int, weights: dict[UUID, int], parts: dict[UUID, int]
) -> None:
    shared = share_out(yuan(minor), weights)
    assert {who: part.minor for who, part in shared.items()} == parts


@given(AMOUNTS, WEIGHTS)
def test_parts_add_up_and_are_within_a_cent(minor: int, weights: dict[UUID, int]) -> None:
    shared = share_out(yuan(minor), weights)

    assert sum(part.minor for part in shared.values()) == minor
    total = sum(weights.values())
    for who, part in shared.items():
        assert abs(Fraction(minor * weights[who], total) - part.minor) < 1


@given(AMOUNTS, WEIGHTS)
def test_taking_back_takes_back_each_part(minor: int, weights: dict[UUID, int]) -> None:
    shared, back = share_out(yuan(minor), weights), share_out(yuan(-minor), weights)
    assert all((shared[who] + back[who]).is_zero() for who in weights)


@pytest.mark.parametrize("weights", [{A: 0}, {A: 2, B: -1}])
def test_weights_that_share_nothing_are_refused(weights: dict[UUID, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        share_out(yuan(1), weights)
