from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.day_counts import Convention
from rongqu.kernel.xirr import Flow, xirr, xnfv, xnpv

A_YEAR = [(date(2025, 1, 1), -1000.0), (date(2026, 1, 1), 1100.0)]


def test_a_loan_of_a_year_costs_its_interest() -> None:
    assert xirr(A_YEAR) == pytest.approx(0.1, abs=1e-12)
    assert xirr(list(reversed(A_YEAR))) == pytest.approx(0.1, abs=1e-12)
    assert xirr(A_YEAR, Convention.ACT_360) == pytest.approx(1.1 ** (360 / 365) - 1, abs=1e-12)


def test_what_flows_are_worth_on_the_first_and_on_the_last_day() -> None:
    assert xnpv(A_YEAR, 0.1) == pytest.approx(0, abs=1e-9)
    assert xnfv(A_YEAR, 0.0) == pytest.approx(100.0)


@pytest.mark.parametrize(
    "flows",
    [
        [],
        [(date(2025, 1, 1), 5.0)],
        [(date(2025, 1, 1), -5.0), (date(2025, 2, 1), -5.0)],
        [(date(2025, 1, 1), 0.0), (date(2025, 2, 1), 5.0)],
    ],
)
def test_flows_of_one_sign_have_no_rate(flows: list[Flow]) -> None:
    assert xirr(flows) is None


@given(
    st.integers(1_000, 10**6),
    st.lists(st.integers(1, 10**5), min_size=1, max_size=24),
)
def test_at_the_rate_that_is_found_the_flows_are_worth_nothing(lent: int, back: list[int]) -> None:
    flows = [(date(2025, 1, 1), -float(lent))]
    flows += [
        (date.fromordinal(flows[0][0].toordinal() + 30 * month), float(amount))
        for month, amount in enumerate(back, start=1)
    ]

    rate = xirr(flows)

    assert rate is None or abs(xnpv(flows, rate)) < 1e-3
    if sum(back) >= lent:
        assert rate is not None


SEVERAL = [(date(2025, 1, 1), 1000.0), (date(2026, 1, 1), -1850.0), (date(2027, 1, 1), 805.0)]
"""Worth nothing where 1 + rate is 0.7 or 1.15. In all 45 are lost."""


def test_of_several_rates_a_loss_has_the_one_below_nothing() -> None:
    assert xnpv(SEVERAL, 0.15) == pytest.approx(0, abs=1e-9)

    assert xirr(SEVERAL) == pytest.approx(-0.3, abs=1e-9)


def test_decades_are_no_trouble() -> None:
    """Near -100 % no float holds what these are worth: with infinities of both signs."""
    flows = [(date(2020, 3, 17), -313.0), (date(2045, 1, 9), 2880.0), (date(2048, 2, 21), -3274.0)]

    rate = xirr(flows)

    assert rate is None or abs(xnpv(flows, rate)) < 1e-3
