from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.modules.models.making.binning import Binning, Trend, fine_edges, join_bins
from rongqu.modules.models.making.card import encode

Pairs = list[tuple[int, int]]


def worth_of(bins: Pairs, price: float) -> float:
    explained = sum(
        one * math.log(one / (good + bad)) for good, bad in bins for one in (good, bad) if one
    )
    return explained - price * len(bins)


def best_of_all(pairs: Pairs, trend: Trend, price: float) -> float:
    """By trying every way to join neighbours."""
    best = -math.inf
    for count in range(len(pairs)):
        for cuts in combinations(range(1, len(pairs)), count):
            ends = (0, *cuts, len(pairs))
            bins = [
                (sum(g for g, _ in pairs[a:b]), sum(b_ for _, b_ in pairs[a:b]))
                for a, b in pairwise(ends)
            ]
            if all(good + bad for good, bad in bins) and follows(bins, trend):
                best = max(best, worth_of(bins, price))
    return best


def follows(bins: Pairs, trend: Trend) -> bool:
    crossed = [b2 * (g1 + b1) - b1 * (g2 + b2) for (g1, b1), (g2, b2) in pairwise(bins)]
    return all(one >= 0 if trend is Trend.RISES else one <= 0 for one in crossed)


@settings(deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8),
    trend=st.sampled_from([Trend.RISES, Trend.FALLS]),
    price=st.sampled_from([0.0, 0.3, 1.0, 3.0]),
)
def test_no_other_monotone_joining_explains_more(pairs: Pairs, trend: Trend, price: float) -> None:
    if not any(good + bad for good, bad in pairs):
        return
    good, bad = (np.array(side) for side in zip(*pairs, strict=True))
    wish = Binning(price=price, trends=(trend,), most_bins=8)

    found = join_bins(good, bad, wish)

    assert found.worth == pytest.approx(best_of_all(pairs, trend, price), abs=1e-9)


def test_a_valley_is_found_where_it_pays_for_itself() -> None:
    good, bad = np.array([10, 60, 95, 60, 10]), np.array([90, 40, 5, 40, 90])

    found = join_bins(good, bad, Binning(price=2.0, turn_price=8.0))

    assert (found.trend, found.cuts) == (Trend.VALLEY, (1, 2, 3, 4))


def test_small_bins_are_joined() -> None:
    good, bad = np.array([50, 1, 50]), np.array([5, 0, 30])

    found = join_bins(good, bad, Binning(price=0.0, least_rows=20, trends=(Trend.RISES,)))

    assert found.cuts == (2,)


def test_fine_edges_lie_between_values_and_missing_has_a_code_of_its_own() -> None:
    values = np.array([1.0, 1.0, 2.0, np.nan, 4.0])

    edges = fine_edges(values, 10)

    assert edges.tolist() == [1.5, 3.0]
    assert encode(values, edges).tolist() == [0, 0, 1, 3, 2]


def test_one_value_has_no_edges() -> None:
    assert fine_edges(np.array([7.0, 7.0, np.nan]), 10).tolist() == []
