from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rongqu.kernel.annuity import instalment_amount, instalment_of
from rongqu.kernel.money import Money, Rounding


@pytest.mark.parametrize(
    ("principal", "yearly", "months", "expected"),
    [
        ("120000.00", "0.0485", 12, "10264.65"),
        ("1000000.00", "0.0435", 360, "4978.12"),
        ("10000.00", "0.12", 3, "3400.22"),
        ("100.00", "0", 3, "33.33"),
        ("100.00", "0.12", 1, "101.00"),
    ],
)
def test_worked_examples(principal: str, yearly: str, months: int, expected: str) -> None:
    instalment = instalment_amount(Money.parse(principal, "CNY"), Decimal(yearly) / 12, months)

    assert instalment.amount == expected


@given(
    st.integers(100_00, 10**13),
    st.decimals(0, Decimal("0.03"), places=6),
    st.integers(1, 120),
)
@example(10_000, Decimal("0.000027"), 27)  # evened out: the last one differs by 14 cents
def test_what_is_left_after_the_last_payment_is_rounding_only(
    minor: int, rate: Decimal, months: int
) -> None:
    """Half a cent a payment from rounding it, as much from rounding the interest when it is evened
    out, and as much that the evened-out instalments may differ by; each grows with its interest."""
    principal = Money(minor, "CNY")
    payment = instalment_amount(principal, rate, months)

    balance = Decimal(minor)
    for _ in range(months):
        balance = balance * (1 + rate) - payment.minor

    grown_cents = sum((1 + rate) ** later for later in range(months))
    assert abs(balance) <= Decimal("1.5") * grown_cents


@given(st.integers(1, 10**12), st.decimals(0, Decimal("0.03"), places=6), st.integers(1, 60))
def test_one_rate_for_all_periods_is_the_monthly_formula(
    minor: int, rate: Decimal, months: int
) -> None:
    principal = Money(minor, "CNY")
    growth = (1 + rate) ** months
    closed = Decimal(1) / months if rate == 0 else rate * growth / (growth - 1)

    difference = instalment_amount(principal, rate, months) - principal.times(
        closed, Rounding.HALF_EVEN
    )

    assert abs(difference.minor) <= 1


@pytest.mark.parametrize(("rates"), [[], [Decimal("-0.01")]])
def test_what_is_no_loan_is_refused(rates: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="instalment"):
        instalment_of(Money(100, "CNY"), rates)


def test_a_loan_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        instalment_amount(Money(100, "CNY"), Decimal("0.01"), 0)
