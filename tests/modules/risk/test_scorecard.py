from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.modules.risk.features import FEATURES, Features
from rongqu.modules.risk.scorecard import (
    Bin,
    Characteristic,
    Contribution,
    Improvement,
    Scorecard,
    apply_scorecard,
    find_improvements,
    read_scorecard,
)

SMALL = Scorecard(
    version="test",
    pdo=60,
    base_score=600,
    base_odds=Decimal(4),
    characteristics=(
        Characteristic(
            feature="turnover_12m",
            rises=True,
            bins=(Bin(Decimal(100), -50), Bin(Decimal(200), 10), Bin(None, 10)),
            missing_points=-5,
        ),
        Characteristic(
            feature="void_rate",
            rises=False,
            bins=(Bin(Decimal("0.1"), 20), Bin(Decimal("0.2"), 0), Bin(None, -30)),
            missing_points=0,
        ),
    ),
)


def features(turnover: str | None, void_rate: str | None) -> Features:
    given = {"turnover_12m": turnover, "void_rate": void_rate}
    return {name: Decimal(value) for name, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("turnover", "void_rate", "expected"),
    [
        ("99.99", "0.05", 600 - 50 + 20),
        ("100", "0.1", 600 + 10 + 0),
        ("5000", "0.2", 600 + 10 - 30),
        (None, "0.05", 600 - 5 + 20),
        (None, None, 600 - 5),
    ],
)
def test_points_add_up(turnover: str | None, void_rate: str | None, expected: int) -> None:
    assert apply_scorecard(SMALL, features(turnover, void_rate))[0] == expected


def test_the_strongest_reason_comes_first() -> None:
    _, reasons = apply_scorecard(SMALL, features("50", "0.3"))

    assert reasons == (
        Contribution("turnover_12m", -50, Decimal(50)),
        Contribution("void_rate", -30, Decimal("0.3")),
    )


@pytest.mark.parametrize(
    ("turnover", "void_rate", "expected"),
    [
        ("50", "0.05", [Improvement("turnover_12m", Decimal(50), Decimal(100), True, 60)]),
        (
            "50",
            "0.25",
            [
                Improvement("turnover_12m", Decimal(50), Decimal(100), True, 60),
                Improvement("void_rate", Decimal("0.25"), Decimal("0.2"), False, 30),
            ],
        ),
        ("500", "0.05", []),
        ("100", "0.05", []),
        (None, None, []),
    ],
)
def test_what_would_help_is_the_next_bin_that_pays(
    turnover: str | None, void_rate: str | None, expected: list[Improvement]
) -> None:
    assert list(find_improvements(SMALL, features(turnover, void_rate))) == expected


numbers = st.one_of(st.none(), st.decimals(-(10**6), 10**9, allow_nan=False, places=3))


@given(st.fixed_dictionaries({name: numbers for name in FEATURES}))
def test_a_promised_improvement_is_kept(values: dict[str, Decimal | None]) -> None:
    card = read_scorecard()
    known = {name: value for name, value in values.items() if value is not None}
    before, _ = apply_scorecard(card, known)

    for step in find_improvements(card, known):
        reached = step.target if step.at_least else step.target - Decimal("0.000001")
        after, _ = apply_scorecard(card, known | {step.feature: reached})
        assert after - before == step.points


def test_the_card_keeps_to_its_range() -> None:
    extreme = {
        1: Bin(None, 10_000),
        -1: Bin(None, -10_000),
    }
    for sign, bin_ in extreme.items():
        card = Scorecard("test", 60, 600, Decimal(4), (Characteristic("margin", True, (bin_,), 0),))
        score, _ = apply_scorecard(card, {"margin": Decimal(0)})
        assert score == (850 if sign > 0 else 300)


def test_the_committed_card_is_sound() -> None:
    """Known features, open last bins, rising edges, and points that never turn."""
    for it in read_scorecard().characteristics:
        assert it.feature in FEATURES
        edges = [bin_.below for bin_ in it.bins]
        assert edges[-1] is None
        known = [edge for edge in edges if edge is not None]
        assert known == sorted(set(known))
        points = [bin_.points for bin_ in it.bins]
        assert points == sorted(points, reverse=not it.rises)


def test_a_version_that_was_never_made_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        read_scorecard("1999-01")
