from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.annuity import instalment_amount
from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.public import Condition, Operator, Product, Purpose
from rongqu.modules.matching.judging import Draft, draft_offer, find_misses, rank_offers
from rongqu.modules.matching.types import Applicant, RankWeights, Remedy, Wish
from tests.builders.matching import GOOD, knowing, product_of, wish

TODAY = date(2026, 11, 22)
WEIGHTS = RankWeights(cost=Decimal("0.5"), speed=Decimal("0.2"), fit=Decimal("0.3"))


def asking(fact: str, op: str, value: str | tuple[str, ...]) -> Product:
    needed = Decimal(value) if isinstance(value, str) else value
    return product_of(conditions=(Condition(fact=fact, op=Operator(op), value=needed),))


def drafted(product: Product, applicant: Applicant = GOOD, asked: Wish | None = None) -> Draft:
    found = draft_offer(product, applicant, asked or wish(), TODAY)
    assert isinstance(found, Draft)
    return found


@pytest.mark.parametrize(
    ("product", "applicant", "asked", "missed"),
    [
        (product_of(), GOOD, wish(), []),
        (
            asking("score", "ge", "720"),
            GOOD,
            wish(),
            [("score", Decimal(690), Decimal(30), Remedy.REACH, Decimal(720))],
        ),
        (
            asking("age_months", "ge", "48"),
            GOOD,
            wish(),
            [("age_months", Decimal(40), Decimal(8), Remedy.WAIT, Decimal(8))],
        ),
        (
            asking("industry_section", "in", ("A", "I")),
            GOOD,
            wish(),
            [("industry_section", "C", None, Remedy.NONE, None)],
        ),
        (
            asking("void_rate", "le", "0.2"),
            GOOD,
            wish(),
            [("void_rate", None, None, Remedy.IMPORT_INVOICES, None)],
        ),
        (
            asking("net_profit", "ge", "0"),
            GOOD,
            wish(),
            [("net_profit", None, None, Remedy.STATE_FIGURES, None)],
        ),
        (
            asking("amount_to_invoiced", "le", "0.05"),
            GOOD,
            wish(600_000),
            [
                (
                    "amount_to_invoiced",
                    Decimal("0.1"),
                    Decimal("0.05"),
                    Remedy.ASK_LESS,
                    Decimal(300_000),
                )
            ],
        ),
        (
            product_of(),
            GOOD,
            wish(40_000),
            [("amount", Decimal(40_000), Decimal(10_000), Remedy.ASK_MORE, Decimal(50_000))],
        ),
        (
            product_of(max_amount=Money(100_000_00, "CNY")),
            GOOD,
            wish(500_000),
            [("amount", Decimal(500_000), Decimal(400_000), Remedy.ASK_LESS, Decimal(100_000))],
        ),
        (
            product_of(),
            GOOD,
            wish(months=36),
            [("term_months", Decimal(36), Decimal(12), Remedy.CHANGE_TERM, Decimal(24))],
        ),
        (
            product_of(),
            GOOD,
            wish(purpose=Purpose.EQUIPMENT),
            [("purpose", "equipment", None, Remedy.CHANGE_PURPOSE, None)],
        ),
        (
            product_of(),
            replace(GOOD, grade=Grade.E),
            wish(),
            [("grade", "E", None, Remedy.REACH, None)],
        ),
        (
            product_of(conditions=()),
            replace(GOOD, grade=None, limit=None),
            wish(),
            [("grade", None, None, Remedy.IMPORT_INVOICES, None)],
        ),
        (
            product_of(),
            replace(GOOD, limit=None),
            wish(),
            [("limit", None, None, Remedy.STATE_FIGURES, None)],
        ),
        (
            product_of(),
            GOOD,
            wish(2_500_000),
            [
                (
                    "limit",
                    Decimal(2_000_000),
                    Decimal(500_000),
                    Remedy.ASK_LESS,
                    Decimal(2_000_000),
                )
            ],
        ),
    ],
)
def test_each_miss_says_by_how_much_and_what_would_help(
    product: Product, applicant: Applicant, asked: Wish, missed: list[Any]
) -> None:
    found = find_misses(product, applicant, asked)

    assert [(it.fact, it.actual, it.gap, it.remedy, it.target) for it in found] == missed


def test_all_misses_are_told_at_once() -> None:
    strict = product_of(
        conditions=(
            Condition(fact="score", op=Operator.GE, value=Decimal(800)),
            Condition(fact="employees", op=Operator.GE, value=Decimal(100)),
        )
    )

    assert [it.fact for it in find_misses(strict, GOOD, wish(months=99))] == [
        "term_months",
        "score",
        "employees",
    ]


@pytest.mark.parametrize(
    ("product", "asked", "amount"),
    [
        (product_of(), 500_000, "500000.00"),
        (product_of(), 9_000_000, "2000000.00"),
        (product_of(max_amount=Money(300_000_00, "CNY")), 500_000, "300000.00"),
        (asking("amount_to_invoiced", "le", "0.05678901"), 500_000, "340700.00"),
    ],
)
def test_as_much_of_a_wish_is_offered_as_may_be(product: Product, asked: int, amount: str) -> None:
    draft = drafted(product, asked=wish(asked))

    assert draft.amount.amount == amount
    assert draft.fit == Decimal(amount) / asked


def test_where_not_even_the_least_can_be_had_it_is_refused() -> None:
    poor = replace(GOOD, limit=Money(49_999_00, "CNY"))

    found = draft_offer(product_of(), poor, wish(), TODAY)

    assert not isinstance(found, Draft)
    assert [it.fact for it in found] == ["limit"]


def test_the_monthly_cost_is_the_contract_s_instalment() -> None:
    draft = drafted(product_of())

    assert draft.monthly_cost == instalment_amount(
        Money(500_000_00, "CNY"), Decimal("0.0520") / 12, 12
    )
    assert draft.fee == Money(5_000_00, "CNY")


@pytest.mark.parametrize(
    ("method", "monthly", "final", "total"),
    [
        # 500,000 at 5.2 % on months of thirty days, fee 5,000
        (RepaymentMethod.EQUAL_INSTALMENT, "42849.58", "42849.59", "19194.97"),
        (RepaymentMethod.EQUAL_PRINCIPAL, "43833.33", "41847.30", "19083.34"),
        (RepaymentMethod.INTEREST_ONLY, "2166.67", "502166.67", "31000.04"),
        (RepaymentMethod.BULLET, "0.00", "526000.00", "31000.00"),
    ],
)
def test_costs_by_method(method: RepaymentMethod, monthly: str, final: str, total: str) -> None:
    draft = drafted(product_of(method=method))

    assert (draft.monthly_cost.amount, draft.final_payment.amount, draft.total_cost.amount) == (
        monthly,
        final,
        total,
    )


@pytest.mark.parametrize(
    ("method", "yearly"),
    [
        (RepaymentMethod.EQUAL_INSTALMENT, "0.0703"),
        (RepaymentMethod.EQUAL_PRINCIPAL, "0.0705"),
        (RepaymentMethod.INTEREST_ONLY, "0.0620"),
        (RepaymentMethod.BULLET, "0.0620"),
    ],
)
def test_the_yearly_cost_is_on_the_money_one_really_has(
    method: RepaymentMethod, yearly: str
) -> None:
    """5.2 % and a fee of 1 %: the sooner it is repaid, the more the fee weighs."""
    assert drafted(product_of(method=method)).yearly_cost == Decimal(yearly)


def test_the_cheaper_faster_fuller_offer_comes_first() -> None:
    slow = product_of(days_to_money=10)
    dear = product_of(fee_bps=300)
    small = product_of(max_amount=Money(100_000_00, "CNY"))
    best = product_of(fee_bps=100, days_to_money=1)

    offers = rank_offers([drafted(it) for it in (slow, dear, small, best)], WEIGHTS)

    assert offers[0].product_id == best.id
    assert [offer.rank for offer in offers] == [1, 2, 3, 4]
    assert offers[0].sentence_code == "cheapest_and_fastest"


def test_an_offer_alone_says_so() -> None:
    [offer] = rank_offers([drafted(product_of())], WEIGHTS)

    assert offer.sentence_code == "only_one"


def test_nothing_is_ranked_into_nothing() -> None:
    assert rank_offers([], WEIGHTS) == ()


amounts = st.integers(1, 20_000_000)
terms = st.integers(1, 60)


@given(amounts, terms, st.sampled_from(RepaymentMethod))
def test_an_offer_never_breaks_a_rule_and_costs_what_it_says(
    yuan: int, months: int, method: RepaymentMethod
) -> None:
    product = product_of(method=method)
    asked = wish(yuan, months)

    found = draft_offer(product, GOOD, asked, TODAY)

    if isinstance(found, Draft):
        offered = replace(asked, amount=found.amount)
        assert find_misses(product, GOOD, offered) == ()
        assert found.amount <= asked.amount
        assert found.fee < found.total_cost
    else:
        assert found


@given(st.integers(300, 850), st.integers(300, 850))
def test_what_a_miss_promises_is_enough(score: int, needed: int) -> None:
    product = asking("score", "ge", str(needed))

    for miss in find_misses(product, knowing(score=Decimal(score)), wish()):
        assert miss.target is not None
        assert find_misses(product, knowing(score=miss.target), wish()) == ()
