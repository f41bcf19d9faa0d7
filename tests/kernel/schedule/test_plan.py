from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.annuity import instalment_amount
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import (
    NeverAmortises,
    RepaymentMethod,
    Terms,
    compute_schedule,
    period_rate,
)

M = RepaymentMethod
ORDINARY_RATE = Rate(Decimal("0.0485"), DayCount.THIRTY_E_360)


def terms_of(
    method: RepaymentMethod = M.EQUAL_INSTALMENT,
    *,
    amount: str = "120000.00",
    rate: Rate = ORDINARY_RATE,
    months: int = 12,
    starts_on: date = date(2026, 1, 15),
) -> Terms:
    return Terms(
        principal=Money.parse(amount, "CNY"),
        rate=rate,
        method=method,
        months=months,
        starts_on=starts_on,
    )


@pytest.mark.parametrize(
    ("method", "first", "last", "interest"),
    [
        (M.EQUAL_INSTALMENT, "10264.65", "10264.65", "3175.80"),
        (M.EQUAL_PRINCIPAL, "10485.00", "10040.42", "3152.50"),
        (M.INTEREST_ONLY, "485.00", "120485.00", "5820.00"),
        (M.BULLET, "125820.00", "125820.00", "5820.00"),
    ],
)
def test_the_four_methods(method: M, first: str, last: str, interest: str) -> None:
    """120,000 at 4.85 % a year for 12 months of thirty days."""
    plan = compute_schedule(terms_of(method))

    assert plan[0].amount.amount == first
    assert plan[-1].amount.amount == last
    assert sum(line.interest.minor for line in plan) == Money.parse(interest, "CNY").minor


@pytest.mark.parametrize(
    ("day_count", "interest"),
    [
        (DayCount.ACT_360, "501.17"),
        (DayCount.ACT_365F, "494.30"),
        (DayCount.ACT_ACT_ISDA, "494.30"),
        (DayCount.THIRTY_E_360, "485.00"),
        (DayCount.THIRTY_360_US, "485.00"),
    ],
)
def test_the_days_of_a_month_count_as_the_contract_says(day_count: DayCount, interest: str) -> None:
    rate = Rate(Decimal("0.0485"), day_count)

    [first, *_] = compute_schedule(terms_of(M.INTEREST_ONLY, rate=rate))

    assert (first.starts_on, first.due_on) == (date(2026, 1, 15), date(2026, 2, 15))
    assert first.interest.amount == interest


def test_the_end_of_a_month_stays_the_end_of_the_month() -> None:
    plan = compute_schedule(terms_of(starts_on=date(2026, 1, 31), months=4))

    assert [line.due_on for line in plan] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_a_month_of_thirty_days_is_a_twelfth_whatever_its_last_day() -> None:
    to_february = period_rate(ORDINARY_RATE, 1, date(2026, 1, 31), date(2026, 2, 28))

    assert to_february == Fraction("0.0485") / 12


def test_the_monthly_cost_shown_before_is_the_instalment_of_the_plan() -> None:
    shown = instalment_amount(Money.parse("120000.00", "CNY"), ORDINARY_RATE.monthly, 12)

    assert compute_schedule(terms_of())[0].amount == shown


def test_a_bullet_loan_is_paid_back_on_one_day() -> None:
    [only] = compute_schedule(terms_of(M.BULLET, months=6, starts_on=date(2026, 8, 31)))

    assert only.due_on == date(2027, 2, 28)
    assert only.balance.is_zero()


def test_an_instalment_that_pays_no_principal_is_refused() -> None:
    """Half a fen of principal a month rounds to nothing beside the interest."""
    usury = Rate(Decimal("1.2"), DayCount.THIRTY_E_360)

    with pytest.raises(NeverAmortises):
        compute_schedule(terms_of(amount="0.10", rate=usury, months=60))


@pytest.mark.parametrize(
    ("amount", "yearly", "months"), [("0.00", "0.05", 12), ("1.00", "0.05", 0), ("1.00", "-1", 12)]
)
def test_what_is_no_loan_has_no_terms(amount: str, yearly: str, months: int) -> None:
    rate = Rate(Decimal(yearly), DayCount.ACT_365F)

    with pytest.raises(ValueError, match="loan"):
        terms_of(amount=amount, rate=rate, months=months)


ANY_TERMS = st.builds(
    Terms,
    principal=st.builds(Money, st.integers(100_00, 10**13), st.just("CNY")),
    rate=st.builds(Rate, st.decimals(0, Decimal("0.36"), places=4), st.sampled_from(DayCount)),
    method=st.sampled_from(M),
    months=st.integers(1, 120),
    starts_on=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
)


@given(ANY_TERMS)
def test_every_plan_pays_back_exactly_the_principal(terms: Terms) -> None:
    plan = compute_schedule(terms)

    assert sum(line.principal.minor for line in plan) == terms.principal.minor
    assert plan[-1].balance.is_zero()
    assert all(line.principal.minor >= 0 and line.interest.minor >= 0 for line in plan)
    assert [line.number for line in plan] == list(range(1, len(plan) + 1))
    days = [terms.starts_on, *(line.due_on for line in plan)]
    assert days == sorted(set(days))
    assert [line.starts_on for line in plan] == days[:-1]


@given(
    minor=st.integers(1000_00, 10**12),
    yearly=st.decimals(Decimal("0.001"), Decimal("0.36"), places=4),
    months=st.integers(2, 120),
)
def test_equal_instalments_are_equal_and_the_last_hardly_differs(
    minor: int, yearly: Decimal, months: int
) -> None:
    plan = compute_schedule(
        Terms(
            principal=Money(minor, "CNY"),
            rate=Rate(yearly, DayCount.THIRTY_E_360),
            method=M.EQUAL_INSTALMENT,
            months=months,
            starts_on=date(2026, 1, 1),
        )
    )

    assert len({line.amount for line in plan[:-1]}) == 1
    growth = (1 + yearly / 12) ** months
    assert abs(plan[-1].amount.minor - plan[0].amount.minor) <= months * growth
