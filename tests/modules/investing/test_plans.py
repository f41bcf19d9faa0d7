"""Automatic investment within its limits, and a proposed spread."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.investing.errors import TooFewProjects
from rongqu.modules.investing.jobs import serve_plans
from rongqu.modules.investing.portfolio.propose import CONSIDERED, candidates_of, propose
from rongqu.modules.investing.portfolio.types import Project
from tests.builders.counting import counting_statements
from tests.builders.events import published
from tests.builders.investing import Hall, yuan

PLAN: dict[str, Any] = {
    "is_on": True,
    "each": yuan("5050.00"),
    "budget": yuan("12000.00"),
    "reserve": yuan("90000.00"),
    "highest_class": 3,
    "least_rate": "0.05",
    "most_months": 12,
    "kinds": [],
}


async def given_plan(hall: Hall, **different: Any) -> dict[str, str]:
    headers = await hall.given_investor()
    made = await hall.client.put("/investing/plan", json=PLAN | different, headers=headers)
    assert made.status_code == 200, made.text
    return headers


async def serve(hall: Hall, offering: UUID) -> None:
    await serve_plans.run(hall.work, offering_id=str(offering))


async def audience_of(hall: Hall, offering: UUID) -> dict[str, int]:
    path = f"/investing/offerings/{offering}/audience"
    return (await hall.client.get(path, headers=hall.issuer_headers())).json()


async def test_a_plan_orders_within_every_limit_and_once(hall: Hall) -> None:
    """5,000 of each (whole steps of 5,050); of 12,000 the account's reserve leaves 10,000."""
    headers = await given_plan(hall)
    offerings = [await hall.given_offering(title=f"项目 {number}") for number in range(3)]

    for offering in offerings:
        for _ in range(2):
            await serve(hall, offering)

    orders = await hall.orders_of(headers)
    assert [each["amount"] for each in orders] == [yuan("5000.00")] * 2
    assert all(each["by_plan"] for each in orders)
    assert await hall.available(headers) == "90000.00"
    plan = (await hall.client.get("/investing/plan", headers=headers)).json()
    assert plan["spent"] == yuan("10000.00")


@pytest.mark.parametrize(
    ("plan", "offering"),
    [
        ({"is_on": False}, {}),
        ({}, {"risk_class": 4}),
        ({}, {"yearly_rate": "0.04"}),
        ({}, {"term_months": 13}),
        ({"kinds": ["reits"]}, {}),
    ],
)
async def test_a_plan_leaves_alone_what_it_does_not_want(
    hall: Hall, plan: dict[str, Any], offering: dict[str, Any]
) -> None:
    headers = await given_plan(hall, **plan)
    offered = await hall.given_offering(**offering)
    await serve(hall, offered)
    assert await hall.orders_of(headers) == []
    assert await audience_of(hall, offered) == {"investors": 1, "plans": 0}


async def test_an_issuer_counts_whom_it_may_not_see(hall: Hall) -> None:
    """The latest answers of each count, and a plan that has money left."""
    await given_plan(hall)
    timid = await given_plan(hall, kinds=["treasury_pledge"])
    hall.let_pass(hours=1)
    await hall.assess(timid, loss="none")
    await hall.given_investor(assessed=False)

    offered = await hall.given_offering()

    assert await audience_of(hall, offered) == {"investors": 1, "plans": 2}


async def test_a_plan_that_does_not_want_an_offering_costs_nothing(hall: Hall) -> None:
    """No transaction of its own, and no lock."""
    offering = await hall.given_offering(term_months=13)

    async def count() -> int:
        with counting_statements(hall.engine) as told:
            await serve(hall, offering)
        return len(told)

    of_none = await count()
    await given_plan(hall)
    assert await count() == of_none


async def test_what_a_plan_may_not_buy_is_on_record(hall: Hall) -> None:
    headers = await given_plan(hall)
    await serve(hall, await hall.given_offering(kind="corporate_bond"))

    assert await hall.orders_of(headers) == []
    assert (await published(hall.engine))[-1] == "investing.plan_passed.v1"


async def test_whoever_was_served_longest_ago_comes_first(hall: Hall) -> None:
    """What is left for the second is the second's at the next project."""
    first, second = await given_plan(hall), await given_plan(hall)
    small = {"target": yuan("5000.00"), "minimum": yuan("1000.00")}

    for number in range(2):
        await serve(hall, await hall.given_offering(title=f"小项目 {number}", **small))

    assert [len(await hall.orders_of(each)) for each in (first, second)] == [1, 1]


async def test_limits_that_do_not_fit_make_no_plan(hall: Hall) -> None:
    headers = await hall.given_investor()
    wrong = PLAN | {"each": yuan("20000.00")}
    refused = await hall.client.put("/investing/plan", json=wrong, headers=headers)
    assert refused.json()["code"] == "investing.plan_not_sound"


def a_project(number: int, **different: Any) -> Project:
    values: dict[str, Any] = {
        "id": new_id(),
        "issuer": new_id(),
        "industry": "ABCDEFGHIJ"[number],
        "region": f"{11 + number}",
        "risk_class": 1 + number % 5,
        "yearly_rate": 0.03 + 0.02 * (number % 5),
        "ticket": Money(1_000_00, "CNY"),
        "step": Money(100_00, "CNY"),
        "most": Money(1_000_000_00, "CNY"),
    }
    return Project(**(values | different))


TEN = [a_project(number) for number in range(10)]
AMOUNT = Money(100_000_00, "CNY")


@pytest.mark.parametrize("budget", [0.008, 0.025, 0.1])
def test_a_spread_keeps_to_its_budget_over_five_projects_at_least(budget: float) -> None:
    proposal = propose(TEN, AMOUNT, budget, [], 5)

    assert proposal.within_budget
    assert proposal.after.deviation <= budget * 1.001
    assert proposal.after.projects >= 5
    assert proposal.after.largest_share <= 0.25
    spent = sum(part.amount.minor for part in proposal.parts)
    assert spent + proposal.left.minor == AMOUNT.minor
    assert all(part.amount.minor % 100_00 == 0 for part in proposal.parts)


def test_of_very_many_the_best_of_each_class_are_considered() -> None:
    """A thousand of class 5 do not push out the few of class 1."""
    many = [
        a_project(0, risk_class=5, yearly_rate=0.08 + number / 100_000) for number in range(1000)
    ]
    few = [a_project(number, risk_class=1, yearly_rate=0.03) for number in range(3)]

    considered = candidates_of([*many, *few])

    assert len(considered) == CONSIDERED
    assert set(considered) == {*few, *many[-(CONSIDERED - 3) :]}


def test_more_risk_brings_more_return() -> None:
    expected = [propose(TEN, AMOUNT, budget, [], 5).after.expected for budget in (0.004, 0.02, 0.1)]
    assert expected == sorted(expected)
    assert expected[0] < expected[-1]


def test_one_issuer_counts_as_what_it_is() -> None:
    """Five projects of one issuer are riskier together than five of five."""
    alike = {"risk_class": 3, "yearly_rate": 0.06}
    issuer = new_id()
    one = [a_project(number, issuer=issuer, **alike) for number in range(5)]
    five = [a_project(number, **alike) for number in range(5)]
    together, apart = (propose(each, AMOUNT, 0.04, [], 5).after.deviation for each in (one, five))
    assert apart < together


def test_a_budget_below_everything_on_offer_is_said() -> None:
    risky = [a_project(number, risk_class=5) for number in range(6)]
    assert not propose(risky, AMOUNT, 0.004, [], 5).within_budget


def test_too_few_projects_are_no_spread() -> None:
    with pytest.raises(TooFewProjects):
        propose(TEN[:4], AMOUNT, 0.02, [], 5)
    with pytest.raises(TooFewProjects):
        propose([a_project(n, most=Money(10_000_00, "CNY")) for n in range(6)], AMOUNT, 0.02, [], 5)
