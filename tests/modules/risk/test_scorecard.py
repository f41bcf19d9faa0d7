from __future__ import annotations

from decimal import Decimal

import pytest

from rongqu.modules.risk.features import FEATURES, Features
from rongqu.modules.risk.scorecard import (
    Bin,
    Characteristic,
    Contribution,
    Scorecard,
    apply_scorecard,
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
