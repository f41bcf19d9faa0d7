from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.modules.models.serving.card import Card, NumberBins, Scale
from rongqu.modules.models.serving.improving import Improvement, find_improvements

SALES = NumberBins(feature="sales", edges=(100.0, 200.0), points=(-50, 10, 10), missing=-5)
VOID = NumberBins(feature="void", edges=(0.1, 0.2), points=(20, 0, -30), missing=0)
AGE = NumberBins(feature="age", edges=(1.0, 2.0, 3.0), points=(9, -1, -2, 5), missing=0)
CARD = Card(scale=Scale(), base_points=600, bins=(SALES, VOID, AGE))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"sales": 50.0, "void": 0.05}, [Improvement("sales", 100.0, True, 60)]),
        (
            {"sales": 50.0, "void": 0.25},
            [Improvement("sales", 100.0, True, 60), Improvement("void", 0.2, False, 30)],
        ),
        ({"sales": 500.0, "void": 0.05}, []),
        ({"age": 2.5}, [Improvement("age", 2.0, False, 1)]),
        ({"age": 1.5}, [Improvement("age", 1.0, False, 10)]),
        ({}, []),
    ],
)
def test_what_would_help_is_the_nearest_bin_that_pays(
    row: dict[str, float], expected: list[Improvement]
) -> None:
    assert find_improvements(CARD, row) == expected


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.floats(-1, 500) for name in ("sales", "void", "age")}
    )
)
def test_a_promised_improvement_is_kept(row: dict[str, Any]) -> None:
    score = CARD.compile()
    before, _ = score(row, 0)

    for step in find_improvements(CARD, row):
        reached = step.target if step.at_least else step.target - 1e-6
        after, _ = score(row | {step.feature: reached}, 0)
        assert after - before == step.points
