from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.kernel.ratios import PeriodRates
from rongqu.kernel.schedule import NeverAmortises, RepaymentMethod
from rongqu.kernel.schedule.parts import Part, Shape, compute_parts
from rongqu.modules.bookings.plans import Plans, compute_level_plans

SHAPE = Shape(method=RepaymentMethod.EQUAL_INSTALMENT)


def rows_of(plans: Plans) -> list[list[Part]]:
    return [
        [Part(int(paid), int(earned)) for paid, earned in zip(*row, strict=True)]
        for row in zip(plans.principal, plans.interest, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 10**14), min_size=1, max_size=8),
    st.lists(st.integers(0, 4_000), min_size=1, max_size=60),
    st.sampled_from([360_000, 365_000, 120_000, 7]),
)
def test_the_columns_say_what_the_engine_says(
    principals: list[int], numerators: list[int], denominator: int
) -> None:
    rates = PeriodRates(tuple(numerators), denominator * 10)
    try:
        expected = [compute_parts(SHAPE, principal, rates) for principal in principals]
    except NeverAmortises:
        with pytest.raises(NeverAmortises):
            compute_level_plans(np.array(principals, np.int64), rates)
        return

    assert rows_of(compute_level_plans(np.array(principals, np.int64), rates)) == expected


def test_a_portfolio_of_no_loans_has_no_plans() -> None:
    plans = compute_level_plans(np.array([], np.int64), PeriodRates.level(Fraction(1, 240), 12))

    assert plans.principal.shape == (0, 12)
