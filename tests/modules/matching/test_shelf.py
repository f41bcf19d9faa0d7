"""Choosing from very many products loses none that fits, and orders as the exact judgement does."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.public import Condition, GradePrice, Operator, Product, Purpose
from rongqu.modules.matching.judging import Draft, draft_offer, rank_offers
from rongqu.modules.matching.judging.shelf import Shelf
from rongqu.modules.matching.types import Priority, RankWeights, Wish
from tests.builders.matching import GOOD, knowing, product_of, wish

WEIGHTS = RankWeights(cost=Decimal("0.5"), speed=Decimal("0.2"), fit=Decimal("0.3"))
TODAY = date(2026, 11, 27)


def some_products(count: int) -> list[Product]:
    """Always the same ones: prices, amounts, methods and conditions of all kinds."""
    source = random.Random(7)
    return [
        product_of(
            min_amount=Money(source.choice([50_000, 300_000, 900_000]) * 100, "CNY"),
            max_amount=Money(source.choice([1_000_000, 3_000_000]) * 100, "CNY"),
            max_term_months=source.choice([6, 12, 24]),
            method=source.choice(list(RepaymentMethod)),
            pricing=(
                GradePrice(grade=Grade.B, yearly_rate=Decimal(source.randint(30, 110)) / 1000),
            ),
            fee_bps=source.randint(100, 300),
            days_to_money=source.randint(1, 20),
            purposes=(source.choice(list(Purpose)),),
            conditions=tuple(source.sample(CONDITIONS, source.randint(0, 3))),
        )
        for _ in range(count)
    ]


def condition(fact: str, op: str, value: str | tuple[str, ...]) -> Condition:
    wanted = Decimal(value) if isinstance(value, str) else value
    return Condition(fact=fact, op=Operator(op), value=wanted)


CONDITIONS = [
    condition("score", "ge", "690"),
    condition("score", "ge", "691"),
    condition("employees", "le", "24"),
    condition("net_assets", "ge", "4000000"),
    condition("province", "in", ("320000", "330000")),
    condition("industry_section", "in", ("A", "I")),
    condition("amount_to_invoiced", "le", "0.05"),
    condition("debt_ratio", "le", "0.6"),
]


@pytest.mark.parametrize(
    ("applicant", "asked"),
    [
        (GOOD, wish()),
        (GOOD, wish(2_500_000, 6)),
        (GOOD, wish(300_000, 12, Purpose.EQUIPMENT)),
        (knowing(invoiced_revenue=None), wish()),
        (knowing(debt_ratio=Decimal("0.5"), province="440000"), wish(900_000, 24)),
        (replace(GOOD, grade=None), wish()),
        (replace(GOOD, limit=None), wish()),
        (replace(GOOD, limit=Money(310_000_00, "CNY")), wish()),
    ],
)
def test_what_fits_exactly_is_on_the_shelf(applicant: Any, asked: Wish) -> None:
    products = some_products(300)
    exact = {
        product.id
        for product in products
        if isinstance(draft_offer(product, applicant, asked, TODAY), Draft)
    }

    choice = Shelf(products).choose(applicant, asked, WEIGHTS, len(products))

    chosen = {products[place].id for place in choice.fitting}
    assert exact <= chosen
    assert len(choice.fitting) + len(choice.missing) == len(products)
    if applicant.limit is not None:  # without it the exact judgement asks for the figures first
        assert chosen == exact


def test_the_best_ten_are_among_the_thirty_that_are_judged() -> None:
    products = some_products(600)
    shelf = Shelf(products)
    for priority in (None, *Priority):
        weights = WEIGHTS.leaning(priority)
        drafts = [draft_offer(each, GOOD, wish(), TODAY) for each in products]
        exact = rank_offers([each for each in drafts if isinstance(each, Draft)], weights)
        chosen = {products[place].id for place in shelf.choose(GOOD, wish(), weights, 30).fitting}
        assert len({offer.product_id for offer in exact[:10]} & chosen) >= 9


def test_what_is_refused_comes_with_the_nearest_misses_first() -> None:
    near = product_of(conditions=(condition("score", "ge", "691"),))
    far = product_of(
        conditions=(condition("score", "ge", "700"), condition("employees", "le", "1"))
    )
    choice = Shelf([far, near]).choose(GOOD, wish(), WEIGHTS, 2)
    assert (list(choice.missing), choice.fitting_count) == ([1, 0], 0)


@pytest.mark.parametrize("priority", Priority)
def test_what_matters_most_weighs_three_quarters(priority: Priority) -> None:
    leaning = WEIGHTS.leaning(priority)
    assert getattr(leaning, priority) == Decimal("0.75")
    assert leaning.cost + leaning.speed + leaning.fit == 1
    assert WEIGHTS.leaning(None) == WEIGHTS
