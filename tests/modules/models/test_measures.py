from __future__ import annotations

import numpy as np
import pytest

from rongqu.modules.models.making.fairness import compare_groups
from rongqu.modules.models.making.measures import (
    area_under_curve,
    auc_with_interval,
    curve,
    largest_distance,
    measure,
    parts_by_chance,
    stability,
    wilson,
)

RISKS = np.array([0.1, 0.4, 0.35, 0.8])
BAD = np.array([False, False, True, True])


def test_area_and_distance_of_a_known_example() -> None:
    assert area_under_curve(RISKS, BAD) == 0.75
    assert largest_distance(RISKS, BAD) == 0.5


def test_ties_count_half() -> None:
    risks = np.array([1.0, 1.0, 1.0, 1.0])
    assert area_under_curve(risks, BAD) == 0.5
    assert largest_distance(risks, BAD) == 0.0


def test_the_interval_is_that_of_delong() -> None:
    """By hand: the placements of the bad are ½, 1, those of the good 1, ½."""
    auc, low, high = auc_with_interval(RISKS, BAD)
    reach = 1.959964 * (0.125 / 2 + 0.125 / 2) ** 0.5
    assert (auc, low, high) == pytest.approx((0.75, 0.75 - reach, 1.0))


def test_the_curve_begins_and_ends_in_the_corners() -> None:
    found = curve(RISKS, BAD)
    assert (found[0], found[-1]) == ((0.0, 0.0), (1.0, 1.0))


def test_wilson_never_leaves_nought_to_one() -> None:
    assert wilson(0, 10)[0] == 0.0
    assert wilson(0, 10)[1] == pytest.approx(0.2775, abs=1e-4)
    assert wilson(10, 10)[1] == 1.0


def test_what_has_not_moved_has_no_index() -> None:
    counts = np.array([100, 200, 700])
    assert stability(counts, counts * 3) == pytest.approx(0.0, abs=1e-3)
    assert stability(counts, counts[::-1]) > 0.25


def test_measures_come_with_their_base_rate() -> None:
    found = measure(RISKS, RISKS, BAD)
    assert (found.rows, found.bad, found.base_rate) == (4, 2, 0.5)
    assert found.brier == pytest.approx(((0.1**2) + (0.4**2) + (0.65**2) + (0.2**2)) / 4)


def test_parts_hold_everybody_once() -> None:
    chances = np.linspace(0, 1, 25)
    parts = parts_by_chance(chances, chances > 0.6)
    assert sum(part.rows for part in parts) == 25
    assert sum(part.bad for part in parts) == int((chances > 0.6).sum())


def test_a_group_that_is_judged_too_harshly_is_named() -> None:
    chance = np.random.default_rng(4)
    region = np.array(["north", "south"], dtype=object)[chance.integers(0, 2, 2_000)]
    is_bad = chance.random(2_000) < 0.2
    chances = np.where(region == "south", 0.4, 0.2) + chance.normal(0, 0.01, 2_000)

    groups = {group.name: group for group in compare_groups(region, chances, is_bad)}

    assert groups["south"].is_off
    assert not groups["north"].is_off
    assert groups["south"].refused > 0.3 > groups["north"].refused == 0.0


def test_numbers_are_compared_in_quarters_and_few_cases_not_at_all() -> None:
    ages = np.append(np.arange(400, dtype=np.float64), [np.nan] * 5)
    chances = np.full(405, 0.5)

    groups = compare_groups(ages, chances, np.arange(405) % 2 == 0)

    assert [group.rows for group in groups] == [100, 100, 100, 100]
    assert not any(group.is_off for group in groups)
