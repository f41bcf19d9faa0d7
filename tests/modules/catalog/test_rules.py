from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.collateral import SECURITIES, CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import RepaymentMethod, Repricing
from rongqu.modules.catalog.facts import FACTS
from rongqu.modules.catalog.pricing import floating_of, resolve
from rongqu.modules.catalog.rules import check_terms, find_faults
from rongqu.modules.catalog.starter import read_starter_products
from rongqu.modules.catalog.types import (
    CollateralTerms,
    Condition,
    ConditionValue,
    GradePrice,
    GreenStep,
    LeaseTerms,
    Market,
    Operator,
    PricePolicy,
    ProductKind,
    RateBase,
    TenorStep,
    Terms,
)
from rongqu.modules.parties.public import industries, regions
from tests.builders.catalog import ORDINARY_TERMS

POLICY = PricePolicy(
    yearly_rate_cap=Decimal("0.12"),
    fee_floor=Decimal("0.01"),
    fee_cap=Decimal("0.03"),
    base_rate=Decimal("0.03"),
    green_mark_up=Decimal("0.1"),
    lease_share_cap=Decimal("0.3"),
    lending_caps=dict.fromkeys(SECURITIES, Decimal("0.8"))
    | {CollateralKind.PARK_GUARANTEE: Decimal(1)},
)


def condition(fact: str, op: str, value: str | tuple[str, ...]) -> Condition:
    wanted: ConditionValue = Decimal(value) if isinstance(value, str) else value
    return Condition(fact=fact, op=Operator(op), value=wanted)


def price(grade: str, rate: str) -> GradePrice:
    return GradePrice(grade=Grade(grade), yearly_rate=Decimal(rate))


def codes_of(**different: Any) -> list[str]:
    return [fault.code for fault in find_faults(replace(ORDINARY_TERMS, **different), POLICY)]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([condition("score", "ge", "600"), condition("score", "le", "700")], []),
        ([condition("score", "ge", "600"), condition("score", "le", "600")], []),
        ([condition("industry_section", "in", ("C", "I"))], []),
        (
            [
                condition("industry_section", "in", ("C", "I")),
                condition("province", "eq", ("330000",)),
            ],
            [],
        ),
        (
            [condition("score", "ge", "700"), condition("score", "le", "600")],
            ["catalog.conditions_contradict"],
        ),
        (
            [condition("score", "eq", "650"), condition("score", "ge", "700")],
            ["catalog.conditions_contradict"],
        ),
        (
            [condition("province", "in", ("110000",)), condition("province", "in", ("310000",))],
            ["catalog.conditions_contradict"],
        ),
        ([condition("score", "ge", "900")], ["catalog.condition_impossible"]),
        ([condition("score", "le", "200")], ["catalog.condition_impossible"]),
        ([condition("months_with_sales", "eq", "13")], ["catalog.condition_impossible"]),
        ([condition("province", "in", ())], ["catalog.condition_impossible"]),
        ([condition("province", "in", ("990000",))], ["catalog.unknown_code"]),
        ([condition("shoe_size", "ge", "40")], ["catalog.unknown_fact"]),
        ([condition("province", "ge", "110000")], ["catalog.operator_not_for_fact"]),
        ([condition("score", "in", ("700",))], ["catalog.operator_not_for_fact"]),
        ([condition("province", "eq", "110000")], ["catalog.operator_not_for_fact"]),
    ],
)
def test_conditions_are_sound(conditions: list[Condition], expected: list[str]) -> None:
    assert codes_of(conditions=tuple(conditions)) == expected


@pytest.mark.parametrize(
    ("different", "expected"),
    [
        ({}, []),
        ({"max_amount": Money(1, "CNY")}, ["catalog.amount_range_reversed"]),
        ({"max_term_months": 1}, ["catalog.term_range_reversed"]),
        ({"valid_to": date(2024, 12, 31)}, ["catalog.validity_reversed"]),
        ({"purposes": ()}, ["catalog.no_purpose"]),
        ({"pricing": ()}, ["catalog.no_grade_priced"]),
        ({"pricing": (price("A", "0.12"),)}, []),
        ({"pricing": (price("A", "0.1201"),)}, ["catalog.rate_outside_policy"]),
        ({"pricing": (price("A", "0"),)}, ["catalog.rate_outside_policy"]),
        (
            {"pricing": (price("A", "0.05"), price("A", "0.06"))},
            ["catalog.grade_priced_twice"],
        ),
        (
            {"pricing": (price("B", "0.05"), price("A", "0.06"))},
            ["catalog.better_grade_pays_more"],
        ),
        ({"fee_bps": 100}, []),
        ({"fee_bps": 99}, ["catalog.fee_outside_policy"]),
        ({"fee_bps": 301}, ["catalog.fee_outside_policy"]),
    ],
)
def test_terms_keep_to_policy(different: dict[str, Any], expected: list[str]) -> None:
    assert codes_of(**different) == expected


def test_all_faults_are_told_at_once() -> None:
    assert codes_of(pricing=(), fee_bps=0, max_term_months=1) == [
        "catalog.term_range_reversed",
        "catalog.no_grade_priced",
        "catalog.fee_outside_policy",
    ]


bounds = st.lists(
    st.tuples(st.sampled_from([Operator.GE, Operator.LE, Operator.EQ]), st.integers(300, 850)),
    min_size=1,
    max_size=5,
)


@given(bounds)
def test_conditions_contradict_exactly_when_no_score_meets_them(
    bounds: list[tuple[Operator, int]],
) -> None:
    wanted = tuple(Condition(fact="score", op=op, value=Decimal(value)) for op, value in bounds)
    meets = {
        Operator.GE: int.__ge__,
        Operator.LE: int.__le__,
        Operator.EQ: int.__eq__,
    }
    possible = any(
        all(meets[op](score, value) for op, value in bounds) for score in range(300, 851)
    )

    assert codes_of(conditions=wanted) == ([] if possible else ["catalog.conditions_contradict"])


@pytest.mark.parametrize("terms", read_starter_products(), ids=lambda terms: terms.kind)
def test_the_starter_products_can_be_published(terms: Terms) -> None:
    check_terms(terms, POLICY)


def test_there_is_a_starter_of_every_kind() -> None:
    assert {terms.kind for terms in read_starter_products()} == set(ProductKind)


def test_a_fact_has_codes_or_is_a_number() -> None:
    for fact in FACTS.values():
        assert bool(fact.codes) is (fact.unit == "code"), fact.name


def test_codes_are_those_of_the_reference_tables() -> None:
    assert FACTS["industry_section"].codes | FACTS["industry_division"].codes == set(industries())
    assert FACTS["province"].codes == {
        code for code, entry in regions().items() if not entry.parent
    }


def test_terms_are_valid_between_their_days() -> None:
    terms = replace(ORDINARY_TERMS, valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 31))

    assert [
        terms.is_valid_on(day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    ] == [False, True, True, False]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("0.0330", []), ("0.0331", ["catalog.green_loan_too_dear"])],
)
def test_a_green_loan_is_at_most_a_tenth_above_the_base_rate(
    rate: str, expected: list[str]
) -> None:
    green = {"kind": ProductKind.GREEN_LOAN, "pricing": (price("A", rate),)}
    assert codes_of(**green) == expected
    assert codes_of(**green | {"kind": ProductKind.CREDIT_LOAN}) == []


@pytest.mark.parametrize(
    ("collateral", "expected"),
    [
        ([("equipment", "0.8"), ("carbon_reduction", "0")], []),
        ([("equipment", "0.8001")], ["catalog.lending_share_outside_policy"]),
        ([("equipment", "0")], ["catalog.lending_share_outside_policy"]),
        ([("carbon_reduction", "0.1")], ["catalog.lending_share_outside_policy"]),
        ([("equipment", "0.5"), ("equipment", "0.6")], ["catalog.collateral_twice"]),
    ],
)
def test_each_kind_of_security_lends_a_share_within_policy(
    collateral: list[tuple[str, str]], expected: list[str]
) -> None:
    wanted = tuple(
        CollateralTerms(kind=CollateralKind(kind), lending_share=Decimal(share))
        for kind, share in collateral
    )

    assert codes_of(collateral=wanted) == expected


@pytest.mark.parametrize(
    ("different", "expected"),
    [
        ({"rate_base": "lpr", "pricing": (price("A", "0.09"),)}, []),
        ({"rate_base": "lpr", "pricing": (price("A", "0.0901"),)}, ["catalog.rate_outside_policy"]),
        ({"rate_base": "lpr", "pricing": (price("A", "-0.001"),)}, []),
        ({"rate_base": "lpr", "pricing": (price("A", "-0.03"),)}, ["catalog.rate_outside_policy"]),
        ({"tenor_steps": ((6, "0.001"), (12, "0.002"))}, []),
        ({"tenor_steps": ((12, "0.001"), (6, "0.002"))}, ["catalog.tenor_steps_disordered"]),
        ({"tenor_steps": ((24, "0.001"),)}, ["catalog.tenor_steps_disordered"]),
        ({"tenor_steps": ((6, "-0.001"),)}, ["catalog.tenor_steps_disordered"]),
        (
            {"tenor_steps": ((6, "0.08"),), "pricing": (price("A", "0.0401"),)},
            ["catalog.rate_outside_policy"],
        ),
        ({"green_steps": (("0.1", "0.001"), ("0.2", "0.002"))}, []),
        ({"green_steps": (("0.2", "0.001"), ("0.1", "0.002"))}, ["catalog.green_steps_disordered"]),
        ({"green_steps": (("0.1", "0.002"), ("0.2", "0.001"))}, ["catalog.green_steps_disordered"]),
        ({"green_steps": (("1.1", "0.001"),)}, ["catalog.green_steps_disordered"]),
        ({"green_steps": (("0.1", "0.001"),), "data": False}, ["catalog.green_steps_disordered"]),
        (
            {"green_steps": (("0.1", "0.05"),), "pricing": (price("A", "0.05"),)},
            ["catalog.discount_too_large"],
        ),
        ({"pilot_regions": ("320000",)}, []),
        ({"pilot_regions": ("990000",)}, ["catalog.unknown_code"]),
        (
            {
                "pilot_regions": ("320000",),
                "conditions": (condition("province", "eq", ("330000",)),),
            },
            ["catalog.conditions_contradict"],
        ),
    ],
)
def test_prices_by_tenor_margin_and_saving_keep_to_policy(
    different: dict[str, Any], expected: list[str]
) -> None:
    carbon = CollateralTerms(kind=CollateralKind.CARBON_REDUCTION, lending_share=Decimal(0))
    made = {name: value for name, value in different.items() if name != "data"} | {
        "rate_base": RateBase(different.get("rate_base", "fixed")),
        "tenor_steps": tuple(
            TenorStep(over_months=months, more=Decimal(more))
            for months, more in different.get("tenor_steps", ())
        ),
        "green_steps": tuple(
            GreenStep(saving=Decimal(saving), less=Decimal(less))
            for saving, less in different.get("green_steps", ())
        ),
        "collateral": (carbon,) if different.get("data", True) else (),
    }

    assert codes_of(**made) == expected


@pytest.mark.parametrize(
    ("lpr", "months", "saving", "rate"),
    [
        ("0.03", 12, "0", "0.0310"),  # margin of 0.1 %
        ("0.03", 13, "0", "0.0330"),  # over a year 0.2 % more: just the green cap
        ("0.03", 12, "0.099", "0.0310"),
        ("0.03", 12, "0.1", "0.0300"),
        ("0.03", 13, "0.5", "0.0305"),  # the better of two discounts, never both
        ("0.02", 13, "0", "0.0220"),  # the LPR has fallen and the cap with it
        ("0.02", 12, "0", "0.0200"),
    ],
)
def test_the_price_follows_the_lpr_of_the_day_within_the_green_cap(
    lpr: str, months: int, saving: str, rate: str
) -> None:
    terms = replace(
        ORDINARY_TERMS,
        kind=ProductKind.GREEN_LOAN,
        rate_base=RateBase.LPR,
        pricing=(price("A", "0.001"),),
        tenor_steps=(TenorStep(over_months=12, more=Decimal("0.002")),),
        green_steps=(
            GreenStep(saving=Decimal("0.1"), less=Decimal("0.001")),
            GreenStep(saving=Decimal("0.2"), less=Decimal("0.0025")),
        ),
    )
    market = Market(
        base_rate=Decimal(lpr), yearly_rate_cap=Decimal("0.12"), green_mark_up=Decimal("0.1")
    )

    found = resolve(terms, market).rate_of(Grade.A, months, Decimal(saving))

    assert found is not None
    assert found.yearly == Decimal(rate)


@pytest.mark.parametrize(
    ("deposit", "residual", "different", "codes"),
    [
        ("0.05", "0.01", {}, []),
        ("0.31", "0.01", {}, ["catalog.lease_share_outside_policy"]),
        ("0", "0.31", {}, ["catalog.lease_share_outside_policy"]),
        ("0", "0", {"method": RepaymentMethod.BULLET}, ["catalog.lease_not_monthly"]),
        ("0", "0", {"day_count": DayCount.ACT_360}, ["catalog.lease_not_monthly"]),
        ("0", "0", {"kind": ProductKind.CREDIT_LOAN}, ["catalog.lease_terms_missing"]),
        ("0", "0", {"lease": None}, ["catalog.lease_terms_missing"]),
    ],
)
def test_a_lease_says_how_its_rentals_are_paid(
    deposit: str, residual: str, different: dict[str, Any], codes: list[str]
) -> None:
    lease = LeaseTerms(
        in_advance=True, deposit_share=Decimal(deposit), residual_share=Decimal(residual)
    )
    ordinary = {
        "kind": ProductKind.EQUIPMENT_LEASE,
        "method": RepaymentMethod.EQUAL_INSTALMENT,
        "day_count": DayCount.THIRTY_E_360,
        "lease": lease,
    }

    assert codes_of(**(ordinary | different)) == codes


@pytest.mark.parametrize(
    ("different", "codes"),
    [
        ({}, []),
        ({"rate_base": RateBase.FIXED}, ["catalog.repricing_impossible"]),
        ({"method": RepaymentMethod.FLAT}, ["catalog.repricing_impossible"]),
    ],
)
def test_only_a_margin_over_the_lpr_floats(different: dict[str, Any], codes: list[str]) -> None:
    ordinary = {
        "rate_base": RateBase.LPR,
        "repricing": Repricing.NEW_YEAR,
        "pricing": (price("A", "0.0145"),),
    }

    assert codes_of(**(ordinary | different)) == codes


def test_what_floats_is_the_agreed_rate_over_the_lpr_of_its_day() -> None:
    terms = replace(ORDINARY_TERMS, rate_base=RateBase.LPR, repricing=Repricing.MONTHLY)

    agreed = floating_of(terms, Decimal("0.0445"), POLICY)

    assert agreed is not None
    assert (agreed.base_rate, agreed.margin) == (POLICY.base_rate, Decimal("0.0145"))
    assert agreed.rate_at(POLICY.base_rate) == Decimal("0.0445")
    assert agreed.highest == POLICY.yearly_rate_cap
    assert floating_of(ORDINARY_TERMS, Decimal("0.0445"), POLICY) is None
