"""Which colour a sign has, and what it asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rongqu.modules.warnings.rules import (
    STEPS,
    compute_drop,
    compute_due,
    expect_sales,
    find_next_step,
    judge_days_late,
    judge_drop,
    list_by_month,
    move_thresholds,
)
from rongqu.modules.warnings.types import Step, Thresholds, WarningLevel

FLOORS = Thresholds(blue=Decimal("0.1"), yellow=Decimal("0.2"), red=Decimal("0.4"))


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [("100", "60", "0.4"), ("100", "120", "0"), ("0", "-5", "0"), ("100", "-50", "1")],
)
def test_a_drop_is_the_share_that_was_lost(before: str, after: str, lost: str) -> None:
    assert compute_drop(Decimal(before), Decimal(after)) == Decimal(lost)


OF_A_YEAR = [100, 60, 110, 110, 105, 105, 95, 95, 105, 100, 115, 110]
"""Of a maker: in the second month is the Spring Festival."""


@pytest.mark.parametrize(
    ("sales", "expected"),
    [
        ([100, 100, 100, 90, 90, 90], 300),  # no year before: against the quarter before
        ([100, 115, 110, *OF_A_YEAR, 100, 60, 110], 270),  # after 325: a spring as the one before
        (OF_A_YEAR + OF_A_YEAR[:3] + [0, 0, 0], 320),  # 270 in spring, by its season 320
        ([100] * 12 + [200] * 3 + [100] * 3, 300),  # one good quarter is over
        ([0] * 3 + [100] * 9 + [90] * 6, 270),  # nothing was sold in the quarter before that
    ],
)
def test_of_sales_is_expected_what_the_season_makes_of_them(
    sales: list[int], expected: int
) -> None:
    assert expect_sales([Decimal(each) for each in sales]) == expected


def test_a_month_without_sales_is_nothing() -> None:
    sold = {date(2026, 1, 1): Decimal(7), date(2025, 11, 1): Decimal(5)}
    assert list_by_month(sold) == [5, 0, 7]
    assert list_by_month({}) == []


def test_thresholds_move_with_the_data_and_never_below_their_floors() -> None:
    calm = [Decimal("0.01")] * 100
    stormy = [Decimal(share) / 100 for share in range(100)]

    assert move_thresholds(FLOORS, []) == FLOORS
    assert move_thresholds(FLOORS, stormy[:49]) == FLOORS
    assert move_thresholds(FLOORS, calm) == FLOORS
    assert move_thresholds(FLOORS, stormy) == Thresholds(
        blue=Decimal("0.9"), yellow=Decimal("0.95"), red=Decimal("0.99")
    )


@pytest.mark.parametrize(
    ("size", "level"),
    [
        ("0.09", None),
        ("0.1", WarningLevel.BLUE),
        ("0.2", WarningLevel.YELLOW),
        ("0.4", WarningLevel.RED),
    ],
)
def test_a_drop_has_the_colour_of_its_size(size: str, level: WarningLevel | None) -> None:
    assert judge_drop(Decimal(size), FLOORS) is level


@pytest.mark.parametrize(
    ("days", "level"), [(1, "blue"), (8, "yellow"), (30, "yellow"), (31, "red")]
)
def test_days_late_have_a_colour(days: int, level: str) -> None:
    assert judge_days_late(days) == level


def test_red_asks_for_a_group_and_then_a_plan() -> None:
    since = datetime(2026, 11, 28, 8, tzinfo=UTC)
    minutes = dict.fromkeys(Step, 30)

    assert find_next_step(WarningLevel.RED, []) is Step.GROUP
    assert find_next_step(WarningLevel.RED, [Step.GROUP]) is Step.PLAN
    assert find_next_step(WarningLevel.RED, STEPS[WarningLevel.RED]) is None
    assert find_next_step(WarningLevel.RED, [Step.LOOK]) is Step.GROUP
    assert compute_due(since, Step.GROUP, minutes) == since + timedelta(minutes=30)
