"""The waterfall: worked examples, and what holds for all of them."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.kernel.waterfall import pour

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


@pytest.mark.parametrize(
    ("proceeds", "paid", "rest"),
    [
        (10_00, ({A: 1_00}, {A: 3_00, B: 5_00}), 1_00),
        (9_00, ({A: 1_00}, {A: 3_00, B: 5_00}), 0),
        (5_00, ({A: 1_00}, {A: 1_50, B: 2_50}), 0),
        # a cent that cannot be halved goes to whom more was cut off: 0.375 and 0.625 of a cent
        (1_01, ({A: 1_00}, {A: 0, B: 1}), 0),
        (50, ({A: 50}, {A: 0, B: 0}), 0),
        (0, ({A: 0}, {A: 0, B: 0}), 0),
    ],
)
def test_each_rank_is_full_before_the_next(
    proceeds: int, paid: tuple[dict[UUID, int], ...], rest: int
) -> None:
    poured = pour(cny(proceeds), [{A: cny(1_00)}, {A: cny(3_00), B: cny(5_00)}])

    assert poured.paid == tuple({who: cny(part) for who, part in each.items()} for each in paid)
    assert poured.rest == cny(rest)


def test_of_parts_that_were_cut_alike_the_smaller_id_gets_the_cent() -> None:
    [paid] = pour(cny(2), [{C: cny(9), B: cny(9), A: cny(9)}]).paid
    assert paid == {A: cny(1), B: cny(1), C: cny(0)}


@pytest.mark.parametrize(("proceeds", "claim"), [(-1, 1), (1, -1)])
def test_nothing_is_below_nothing(proceeds: int, claim: int) -> None:
    with pytest.raises(ValueError, match="below nothing"):
        pour(cny(proceeds), [{A: cny(claim)}])


MINOR = st.integers(0, 10**12)
RANKS = st.lists(st.dictionaries(st.integers(1, 50), MINOR, max_size=5), max_size=5)


@given(proceeds=MINOR, more=MINOR, drawn=RANKS)
def test_the_parts_add_up_and_nobody_junior_is_paid_before_the_senior_is_full(
    proceeds: int, more: int, drawn: list[dict[int, int]]
) -> None:
    ranks = [{UUID(int=who): cny(owed) for who, owed in rank.items()} for rank in drawn]
    poured = pour(cny(proceeds), ranks)
    parts = [part for rank in poured.paid for part in rank.values()]

    assert sum(part.minor for part in parts) + poured.rest.minor == proceeds
    assert poured.rest.minor >= 0
    is_full = True
    for rank, paid in zip(ranks, poured.paid, strict=True):
        assert paid.keys() == rank.keys()
        assert all(0 <= paid[who].minor <= rank[who].minor for who in rank)
        assert is_full or all(part.is_zero() for part in paid.values())
        is_full = is_full and paid == rank
    assert is_full or poured.rest.is_zero()
    richer = pour(cny(proceeds + more), ranks)
    for was, now in zip(poured.paid, richer.paid, strict=True):
        assert sum(each.minor for each in was.values()) <= sum(each.minor for each in now.values())
