"""Investors and projects: hard limits first, no self-dealing, and all have a chance to be seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rongqu.kernel.ids import new_id
from rongqu.modules.matching.public import Appetite, Hall, Project, Reason


def project(**different: Any) -> Project:
    values: dict[str, Any] = {
        "id": new_id(),
        "issuer": new_id(),
        "risk_class": 2,
        "months": 12,
        "yearly_rate": Decimal("0.05"),
        "industry": "C",
        "region": "33",
        "ticket": 1_000,
        "left": 50_000,
    }
    return Project(**(values | different))


def appetite(**different: Any) -> Appetite:
    values: dict[str, Any] = {"investor": new_id(), "risk_class": 3, "money": 20_000}
    return Appetite(**(values | different))


OWNER = new_id()
SISTER = new_id()


@pytest.mark.parametrize(
    ("offered", "investor"),
    [
        ({"risk_class": 4}, {}),
        ({"ticket": 20_001}, {}),
        ({"left": 0}, {}),
        ({"months": 13}, {"months": 12}),
        ({"yearly_rate": Decimal("0.04")}, {"least_rate": Decimal("0.05")}),
        ({"issuer": OWNER}, {"investor": OWNER}),
        ({"issuer": SISTER}, {"related": frozenset({SISTER})}),
    ],
)
def test_a_hard_limit_is_never_outweighed(
    offered: dict[str, Any], investor: dict[str, Any]
) -> None:
    assert Hall([project(**offered)]).rank(appetite(**investor)) == []


@pytest.mark.parametrize(
    ("better", "investor", "reason"),
    [
        ({"yearly_rate": Decimal("0.08")}, {}, Reason.RETURN),
        ({"industry": "I"}, {"industries": frozenset({"I"})}, Reason.INDUSTRY),
        ({"months": 11}, {"months": 11}, Reason.TENOR),
        ({"region": "31"}, {"regions": frozenset({"31"})}, Reason.REGION),
        ({"issuer": SISTER}, {"alike": {SISTER: 0.2, OWNER: 0.1}}, Reason.ALIKE),
    ],
)
def test_what_was_wished_for_comes_first_and_says_why(
    better: dict[str, Any], investor: dict[str, Any], reason: Reason
) -> None:
    wished = project(**better)
    [first, *_] = Hall([project(), wished, project()]).rank(appetite(**investor))
    assert first.project == wished.id
    assert first.reason is reason


def test_a_cold_start_has_an_order_and_leaves_nobody_out() -> None:
    ranked = Hall([project(months=months) for months in (3, 12, 36)]).rank(appetite())
    assert len(ranked) == 3
    assert all(0 <= match.worth <= 1 for match in ranked)


def test_what_is_shown_often_steps_back_a_little() -> None:
    """Of twenty alike, ten shown at a time: after two rounds all have been seen."""
    hall = Hall([project(id=UUID(int=number + 1)) for number in range(20)])
    for _ in range(2):
        hall.rank(appetite(), 10)
    exposure = hall.exposure()
    assert (exposure.shown, exposure.unseen, exposure.gini) == (20, 0, pytest.approx(0))


def test_exposure_of_nothing_is_said_too() -> None:
    assert Hall([]).exposure().projects == 0
    assert Hall([project()]).exposure().unseen == 1
    assert Hall([]).rank(appetite()) == []
