"""Seasonal plans, leases and factoring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule.factoring import FactoringTerms, compute_advance, compute_buy_back
from rongqu.kernel.schedule.lease import LeaseTerms, compute_lease
from rongqu.kernel.schedule.seasonal import SeasonalDue, compute_seasonal


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


RATE = Rate(Decimal("0.06"), DayCount.ACT_360)
HARVESTS = (
    SeasonalDue(due_on=date(2026, 6, 30), principal=yuan("0.00")),
    SeasonalDue(due_on=date(2026, 10, 15), principal=yuan("60000.00")),
    SeasonalDue(due_on=date(2026, 12, 15), principal=yuan("40000.00")),
)


def test_principal_is_due_when_the_harvest_is_sold() -> None:
    plan = compute_seasonal(yuan("100000.00"), RATE, date(2026, 3, 1), HARVESTS)

    assert [line.interest.amount for line in plan] == ["2016.67", "1783.33", "406.67"]
    assert [line.balance.amount for line in plan] == ["100000.00", "40000.00", "0.00"]


@pytest.mark.parametrize(
    ("dues", "words"),
    [
        (HARVESTS[1:2], "add up"),
        ((HARVESTS[2], HARVESTS[1]), "follow"),
        ((SeasonalDue(due_on=date(2026, 6, 30), principal=yuan("-1.00")),), "below nothing"),
        ((), "add up"),
    ],
)
def test_a_plan_that_is_none_is_refused(dues: tuple[SeasonalDue, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compute_seasonal(yuan("100000.00"), RATE, date(2026, 3, 1), dues)


LEASE = LeaseTerms(
    price=yuan("1000000.00"),
    down_payment=yuan("200000.00"),
    deposit=yuan("50000.00"),
    residual=yuan("1000.00"),
    period_rate=Fraction("0.06") / 12,
    rentals=12,
    months_each=1,
    starts_on=date(2026, 1, 15),
    in_advance=False,
)


def test_rentals_in_arrears_and_in_advance() -> None:
    """In advance each is paid a month earlier, and is less by a month's interest."""
    arrears, advance = compute_lease(LEASE), compute_lease(replace(LEASE, in_advance=True))

    assert (arrears[0].due_on, arrears[0].amount.amount) == (date(2026, 2, 15), "68772.08")
    assert (advance[0].due_on, advance[0].amount.amount) == (date(2026, 1, 15), "68429.93")
    assert (arrears[0].interest.amount, advance[0].interest.amount) == ("4000.00", "0.00")
    assert advance[-1].interest.amount == "4.98"


def test_the_deposit_is_set_off_against_the_last_payments() -> None:
    rentals = compute_lease(LEASE)

    assert [each.cash.amount for each in rentals[-2:]] == ["19772.05", "0.00"]
    assert sum(each.amount.minor - each.cash.minor for each in rentals) == 50_000_00


@given(
    st.integers(10_000_00, 10**12),
    st.integers(0, 2_000),
    st.integers(1, 60),
    st.booleans(),
    st.integers(0, 30),
)
def test_a_lease_ends_at_nothing(
    price: int, bps: int, rentals: int, in_advance: bool, residual_percent: int
) -> None:
    terms = replace(
        LEASE,
        price=Money(price, "CNY"),
        down_payment=Money(price // 5, "CNY"),
        residual=Money(price * residual_percent // 100, "CNY"),
        period_rate=Fraction(bps, 120_000),
        rentals=rentals,
        in_advance=in_advance,
    )

    plan = compute_lease(terms)

    assert plan[-1].balance.is_zero()
    assert sum(each.principal.minor for each in plan) == price - price // 5
    assert all(each.amount == each.principal + each.interest for each in plan)
    assert max(each.balance.minor for each in plan) <= price - price // 5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"price": yuan("0.00")}, "price"),
        ({"deposit": yuan("-1.00")}, "amount"),
        ({"rentals": 0}, "rentals"),
        ({"residual": yuan("800000.00")}, "residual"),
    ],
)
def test_what_is_no_lease_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(LEASE, **changes)  # pyright: ignore[reportArgumentType]  parametrized


FACTORING = FactoringTerms(
    invoice=yuan("1000000.00"),
    share=Decimal("0.8"),
    rate=RATE,
    fee_rate=Decimal("0.005"),
    paid_out_on=date(2026, 1, 15),
    expected_on=date(2026, 4, 15),
    grace_days=30,
)


def test_an_invoice_is_advanced_at_a_discount() -> None:
    advance = compute_advance(FACTORING)

    assert advance.discount.amount == "12000.00"  # 90 days
    assert advance.payout.amount == "783000.00"
    assert advance.reserve.amount == "200000.00"
    assert advance.recourse_from == date(2026, 5, 16)


def test_a_seller_buys_back_what_the_debtor_has_not_paid() -> None:
    assert compute_buy_back(FACTORING, date(2026, 5, 16)).amount == "804133.33"
    with pytest.raises(ValueError, match="still has time"):
        compute_buy_back(FACTORING, date(2026, 5, 15))


@pytest.mark.parametrize(
    "changes",
    [
        {"share": Decimal("1.1")},
        {"expected_on": date(2026, 1, 15)},
        {"fee_rate": Decimal("-0.1")},
        {"grace_days": -1},
    ],
)
def test_what_is_no_factoring_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"invoice|debtor|fee"):
        replace(FACTORING, **changes)  # pyright: ignore[reportArgumentType]  parametrized


def test_an_advance_that_its_cost_eats_up_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        compute_advance(replace(FACTORING, fee_rate=Decimal("0.8")))
