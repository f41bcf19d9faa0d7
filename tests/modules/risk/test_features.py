from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.modules.risk.features import (
    FEATURES,
    InvoiceHistory,
    PartnerSpread,
    Side,
    compute_features,
)
from tests.builders.risk import given_history, given_month, given_sales

TWO_CUSTOMERS = PartnerSpread(
    partner_count=2,
    total=Money(400_00, "CNY"),
    largest=Money(300_00, "CNY"),
    herfindahl=Decimal("0.625"),
)


@pytest.mark.parametrize(
    ("history", "name", "expected"),
    [
        (given_sales(*[100] * 12), "turnover_12m", "1200"),
        (given_sales(*[900] * 12, *[100] * 12), "turnover_12m", "1200"),
        (given_sales(*[100] * 12), "months_with_sales", "12"),
        (given_sales(100, 0, -20, 100), "months_with_sales", "2"),
        (given_sales(*[100] * 12), "sales_variation", "0"),
        (given_sales(*[0, 200] * 6), "sales_variation", "1"),
        (given_sales(*[100] * 6, *[150] * 6), "half_year_growth", "0.5"),
        (given_sales(*[200] * 12, *[100] * 12), "yearly_growth", "-0.5"),
        (given_sales(*[100] * 18), "history_months", "18"),
        (given_history([given_month(0, 100, void=3)]), "void_rate", "0.3"),
        (
            given_history([given_month(0, 100), given_month(0, 80, Side.PURCHASES)]),
            "margin",
            "0.2",
        ),
        (
            given_history([given_month(0, 100)], customers=TWO_CUSTOMERS),
            "customer_top_share",
            "0.75",
        ),
        (
            given_history([given_month(0, 100)], customers=TWO_CUSTOMERS),
            "customer_concentration",
            "0.625",
        ),
    ],
)
def test_a_worked_example(history: InvoiceHistory, name: str, expected: str) -> None:
    assert compute_features(history)[name] == Decimal(expected)


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        (given_sales(100), "half_year_growth"),
        (given_sales(*[100] * 12), "yearly_growth"),
        (given_sales(*[-100] * 12), "sales_variation"),
        (given_sales(100), "customer_top_share"),
        (given_history([given_month(0, 100, Side.PURCHASES)]), "void_rate"),
    ],
)
def test_what_cannot_be_computed_is_missing_and_not_zero(
    history: InvoiceHistory, missing: str
) -> None:
    assert missing not in compute_features(history)


def test_without_invoices_there_is_no_feature() -> None:
    assert compute_features(given_history([])) == {}


def test_a_planted_future_changes_nothing() -> None:
    known = given_sales(*[100] * 24)
    future = replace(given_month(0, 9_999_999), month=date(2026, 11, 1))

    assert compute_features(replace(known, months=(*known.months, future))) == compute_features(
        known
    )


def test_how_long_ago_the_last_invoice_was_does_not_count() -> None:
    known = given_sales(*[100] * 24)

    assert compute_features(replace(known, as_of=date(2031, 1, 1))) == compute_features(known)


def test_the_order_of_months_does_not_matter() -> None:
    known = given_sales(*range(24))

    backwards = replace(known, months=known.months[::-1])

    assert compute_features(backwards) == compute_features(known)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40))
def test_every_feature_is_declared_and_finite(yuan: list[int]) -> None:
    features = compute_features(given_sales(*yuan))

    assert set(features) <= set(FEATURES)
    assert all(value.is_finite() for value in features.values())
