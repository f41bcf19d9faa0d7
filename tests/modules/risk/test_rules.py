from __future__ import annotations

from decimal import Decimal

import pytest

from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money
from rongqu.modules.models.public import Effect
from rongqu.modules.risk.rules import compute_limit, grade_of, is_enough, lane_of
from rongqu.modules.risk.scoring import to_reasons
from rongqu.modules.risk.types import Lane, Reason, ReasonDirection, ScorePolicy

POLICY = ScorePolicy(
    fast_from=Decimal(700),
    manual_below=Decimal(500),
    grade_from=(
        (Grade.A, Decimal(720)),
        (Grade.B, Decimal(660)),
        (Grade.C, Decimal(580)),
        (Grade.D, Decimal(500)),
    ),
    months_needed=6,
)


@pytest.mark.parametrize(
    ("score", "grade", "lane"),
    [
        (850, Grade.A, Lane.FAST),
        (720, Grade.A, Lane.FAST),
        (719, Grade.B, Lane.FAST),
        (700, Grade.B, Lane.FAST),
        (699, Grade.B, Lane.NORMAL),
        (580, Grade.C, Lane.NORMAL),
        (500, Grade.D, Lane.NORMAL),
        (499, Grade.E, Lane.MANUAL),
        (300, Grade.E, Lane.MANUAL),
    ],
)
def test_a_score_has_a_grade_and_a_lane(score: int, grade: Grade, lane: Lane) -> None:
    assert (grade_of(score, POLICY), lane_of(score, POLICY)) == (grade, lane)


def test_a_missing_score_refers_and_never_approves() -> None:
    assert lane_of(None, POLICY) is Lane.MANUAL


@pytest.mark.parametrize(("months", "enough"), [(5, False), (6, True), (12, True)])
def test_a_score_needs_months_of_sales(months: int, enough: bool) -> None:
    assert is_enough({"months_with_sales": Decimal(months)}, POLICY) is enough


def test_no_invoices_are_not_enough() -> None:
    assert not is_enough({}, POLICY)


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


@pytest.mark.parametrize(
    ("ceiling", "net_assets", "expected"),
    [
        (yuan(5_000_000), yuan(4_000_000), yuan(2_000_000)),
        (yuan(5_000_000), yuan(40_000_000), yuan(5_000_000)),
        (yuan(5_000_000), Money(333, "CNY"), Money(166, "CNY")),
        (yuan(5_000_000), yuan(-1), yuan(0)),
        (yuan(5_000_000), None, None),
        (None, yuan(4_000_000), None),
    ],
)
def test_a_limit_is_never_above_half_of_net_assets(
    ceiling: Money | None, net_assets: Money | None, expected: Money | None
) -> None:
    limit = compute_limit(Grade.B, ceiling, net_assets, Decimal("0.5"))

    assert limit.amount == expected


def test_reasons_name_what_moved_the_score() -> None:
    moved = [
        Effect("turnover_12m", 12_000_000.0, 85),
        Effect("void_rate", 0.3, -9),
        Effect("margin", None, 0),
    ]
    known = {"turnover_12m": Decimal(12_000_000), "void_rate": Decimal("0.3")}

    assert to_reasons(moved, known) == (
        Reason(
            code="turnover_12m.up",
            feature="turnover_12m",
            direction=ReasonDirection.UP,
            points=85,
            value=Decimal(12_000_000),
        ),
        Reason(
            code="void_rate.down",
            feature="void_rate",
            direction=ReasonDirection.DOWN,
            points=-9,
            value=Decimal("0.3"),
        ),
    )
