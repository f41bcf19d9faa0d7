"""Orders set money aside, are filled once, and cost nothing when an offering fails."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.events.investing import OfferingRegraded
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import EnterpriseId, OfferingId, SubscriptionId, new_id
from rongqu.modules.investing.actions.regrade_offerings import regrade_offerings
from rongqu.modules.investing.jobs import settle_one
from rongqu.modules.investing.rules import commitment_of
from rongqu.modules.investing.rules import draw as draw_again
from tests.builders.actors import new_key
from tests.builders.at_once import fifty_at_once
from tests.builders.events import published
from tests.builders.investing import Hall, yuan
from tests.builders.ledger import sum_of_all_accounts, unproved_balances


async def test_an_offering_is_sold_paid_and_held(hall: Hall) -> None:
    offering, holders = await hall.given_active("40000.00", "20000.00")

    shown = await hall.offering(offering)
    assert (shown["status"], shown["starts_on"]) == ("active", "2026-03-10")
    assert shown["outstanding"] == yuan("60000.00")
    assert [await hall.available(each) for each in holders] == ["60000.00", "80000.00"]
    assert await hall.available(hall.issuer_headers() | {"x-permissions": "payments:view"}) == (
        "60000.00"
    )
    portfolio = (await hall.client.get("/investing/holdings", headers=holders[0])).json()
    assert portfolio["holdings"][0]["units"] == yuan("40000.00")
    assert await hall.unproved_holdings() == []
    assert await unproved_balances(hall.engine) == []
    assert await sum_of_all_accounts(hall.engine) == 0


async def test_a_grade_that_moves_is_told_to_holders_and_to_those_who_have_ordered(
    hall: Hall,
) -> None:
    sold, [holder] = await hall.given_active("60000.00")
    on_offer, orderer = await hall.given_offering(), await hall.given_investor()
    placed = await hall.order(on_offer, orderer, "2000.00")
    assert placed.status_code == 201, placed.text

    for _ in range(2):
        async with hall.open_tx() as tx:
            await regrade_offerings(tx, EnterpriseId(hall.issuer), "D")

    columns = event_log.c
    regraded = select(columns.subject_id, columns.parties).where(
        columns.name == OfferingRegraded.name
    )
    async with hall.engine.connect(PLATFORM) as connection:
        told = (await connection.execute(regraded)).all()
    parties = {row.subject_id: set(row.parties) for row in told}
    assert len(told) == 2
    assert parties == {
        sold: {hall.issuer, UUID(holder["x-organisation"])},
        on_offer: {hall.issuer, UUID(orderer["x-organisation"])},
    }


async def test_too_little_ordered_and_everybody_has_their_money_back(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers = await hall.given_investor()
    await hall.order(offering, headers, "29900.00")
    assert await hall.available(headers) == "70100.00"

    hall.let_pass(days=8)
    await hall.settle(offering)

    assert (await hall.offering(offering))["status"] == "failed"
    assert await hall.available(headers) == "100000.00"
    assert [each["status"] for each in await hall.orders_of(headers)] == ["released"]
    assert (await published(hall.engine)).count("investing.offering_failed.v1") == 1


async def test_many_at_once_never_get_more_than_there_is(hall: Hall) -> None:
    """Fourteen orders of 6,000 for 60,000: ten are filled, to the last yuan."""
    offering = await hall.given_offering()
    crowd = [await hall.given_investor(kind="company") for _ in range(14)]

    answers = await asyncio.gather(*(hall.order(offering, headers, "6000.00") for headers in crowd))

    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [409] * 4
    refusals = {answer.json()["code"] for answer in answers if answer.status_code == 409}
    assert refusals <= {"investing.above_remainder", "investing.offering_not_open"}
    assert (await hall.offering(offering))["taken"] == yuan("60000.00")
    await hall.settle(offering)
    assert (await hall.offering(offering))["outstanding"] == yuan("60000.00")
    assert await unproved_balances(hall.engine) == []


async def test_the_rest_may_be_less_than_a_ticket_and_no_order_more_than_the_rest(
    hall: Hall,
) -> None:
    offering = await hall.given_offering()
    first, second = [await hall.given_investor(kind="company") for _ in range(2)]
    await hall.order(offering, first, "59500.00")

    too_much = await hall.order(offering, second, "1000.00")
    assert (too_much.status_code, too_much.json()["code"]) == (409, "investing.above_remainder")
    assert too_much.json()["params"]["left"] == "500.00 CNY"
    assert await hall.available(second) == "100000.00"

    assert (await hall.order(offering, second, "500.00")).status_code == 201
    assert (await hall.offering(offering))["left"] == yuan("0.00")


async def test_the_same_order_sent_fifty_times_at_once_is_one(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers, order_id = await hall.given_investor(), new_id()

    body = {"id": str(order_id), "amount": yuan("5000.00")}
    path = f"/investing/offerings/{offering}/subscriptions"
    outcomes = await fifty_at_once(
        lambda key: hall.client.post(path, json=body, headers=headers | key)
    )
    other = await hall.order(offering, headers, "6000.00", order_id)

    assert set(outcomes) == {"done"}
    assert (await published(hall.engine)).count("investing.subscription_placed.v1") == 1
    assert other.json()["code"] == "investing.subscription_id_taken"
    assert await hall.available(headers) == "95000.00"


async def test_an_order_is_taken_back_within_its_cooling_off(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers = await hall.given_investor()
    order = (await hall.order(offering, headers, "60000.00")).json()
    hall.let_pass(hours=23)
    await hall.settle(offering)  # full, but it may be taken back still
    assert (await hall.offering(offering))["status"] == "open"

    path = f"/investing/subscriptions/{order['id']}/withdrawal"
    taken_back = await hall.client.post(path, headers=headers | new_key())
    again = await hall.client.post(path, headers=headers | new_key())

    assert taken_back.json()["status"] == "withdrawn"
    assert again.json()["code"] == "investing.cooling_off_over"
    assert await hall.available(headers) == "100000.00"
    assert (await hall.offering(offering))["left"] == yuan("60000.00")


async def test_after_the_cooling_off_an_order_binds(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers = await hall.given_investor()
    order = (await hall.order(offering, headers, "60000.00")).json()
    hall.let_pass(hours=24)

    late = await hall.client.post(
        f"/investing/subscriptions/{order['id']}/withdrawal", headers=headers | new_key()
    )

    assert late.json()["code"] == "investing.cooling_off_over"
    assert await hall.available(headers) == "40000.00"


async def test_what_the_bank_refuses_is_released_and_the_rest_begins(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers = await hall.given_investor(kind="company")
    await hall.order(offering, headers, "60000.00")
    hall.let_pass(days=8)
    await settle_one(hall.work, OfferingId(offering))
    await hall.bank_pays(refuses=True)

    assert (await hall.offering(offering))["status"] == "failed"
    assert await hall.available(headers) == "100000.00"


@pytest.mark.parametrize(
    ("amount", "different", "code"),
    [
        ("999.00", {}, "investing.amount_not_orderable"),
        ("1050.00", {}, "investing.amount_not_orderable"),
        ("60100.00", {}, "investing.amount_not_orderable"),
        ("20000.00", {"most_each": yuan("10000.00")}, "investing.amount_not_orderable"),
    ],
)
async def test_an_amount_that_cannot_be_ordered_changes_nothing(
    hall: Hall, amount: str, different: dict[str, Any], code: str
) -> None:
    offering = await hall.given_offering(**different)
    headers = await hall.given_investor(kind="company")
    before = await published(hall.engine)

    refused = await hall.order(offering, headers, amount)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await published(hall.engine) == before
    assert await hall.available(headers) == "100000.00"


async def test_after_the_last_instant_nothing_is_ordered(hall: Hall) -> None:
    """The deadline itself is too late; the moment before is not."""
    offering = await hall.given_offering()
    headers = await hall.given_investor(kind="company")
    hall.let_pass(days=7)

    late = await hall.order(offering, headers, "1000.00")
    assert late.json()["code"] == "investing.offering_not_open"

    hall.let_pass(hours=-1)
    assert (await hall.order(offering, headers, "1000.00")).status_code == 201


async def test_without_enough_money_nothing_is_ordered(hall: Hall) -> None:
    offering = await hall.given_offering()
    headers = await hall.given_investor(999_99)

    refused = await hall.order(offering, headers, "1000.00")

    assert refused.json()["code"] == "investing.not_enough_money"
    assert refused.json()["params"]["missing"] == "0.01 CNY"


async def test_pro_rata_gives_everybody_the_same_part_in_whole_steps(hall: Hall) -> None:
    """60,000 for orders of 50,000, 30,000 and 20,000: three fifths of each."""
    _, holders = await hall.given_active("50000.00", "30000.00", "20000.00", allotment="pro_rata")

    orders = [(await hall.orders_of(each))[0] for each in holders]
    assert [each["allotted"]["amount"] for each in orders] == ["30000.00", "18000.00", "12000.00"]
    assert [await hall.available(each) for each in holders] == ["70000.00", "82000.00", "88000.00"]


async def test_a_lottery_can_be_drawn_again_by_anybody(hall: Hall, client: AsyncClient) -> None:
    offering, holders = await hall.given_active(
        "40000.00", "40000.00", "40000.00", allotment="lottery"
    )

    draw = (await client.get(f"/investing/offerings/{offering}/draw", headers=holders[0])).json()
    assert commitment_of(draw["seed"]) == draw["commitment"]
    order = draw_again(draw["seed"], [SubscriptionId(UUID(each["id"])) for each in draw["orders"]])
    allotted = {each["id"]: each["allotted"]["amount"] for each in draw["orders"]}
    assert [allotted[str(each)] for each in order] == ["40000.00", "20000.00", "0.00"]


async def test_the_seed_of_a_draw_is_hidden_until_it_is_over(hall: Hall) -> None:
    offering = await hall.given_offering(allotment="lottery")
    investor = await hall.given_investor()

    draw = (await hall.client.get(f"/investing/offerings/{offering}/draw", headers=investor)).json()

    assert (draw["seed"], draw["orders"], len(draw["commitment"])) == (None, [], 64)


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"minimum": yuan("60100.00")}, "investing.amounts_out_of_order"),
        ({"step": yuan("700.00")}, "investing.amounts_out_of_order"),
        ({"yearly_rate": "0.25"}, "investing.rate_outside_policy"),
        ({"kind": "mezzanine", "risk_class": 3}, "investing.risk_understated"),
        ({"disclosure": {"risks": "本金可能受损"}}, "investing.disclosure_missing"),
        ({"summary": "本项目保本保息，稳赚不赔。"}, "investing.text_severe"),
        ({"closes_at": "2026-03-02T04:30:00Z"}, "investing.closes_too_soon"),
    ],
)
async def test_terms_that_do_not_hold_are_not_proposed(
    hall: Hall, different: dict[str, Any], code: str
) -> None:
    refused = await hall.propose(**different)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await published(hall.engine) == []


async def test_an_id_is_one_offering_s_and_one_investor_s(hall: Hall) -> None:
    offering = await hall.given_offering()
    again = await hall.propose(id=str(offering))
    first, second = [await hall.given_investor(kind="company") for _ in range(2)]
    order_id = new_id()
    await hall.order(offering, first, "5000.00", order_id)

    taken = await hall.order(offering, second, "5000.00", order_id)

    assert again.json()["code"] == "investing.offering_id_taken"
    assert taken.json()["code"] == "investing.subscription_id_taken"
    assert await hall.available(second) == "100000.00"


async def test_nothing_but_yuan_is_invested(hall: Hall) -> None:
    offering = await hall.given_offering()
    dollars = {"amount": "1000.00", "currency": "USD"}
    refused = await hall.client.post(
        f"/investing/offerings/{offering}/subscriptions",
        json={"id": str(new_id()), "amount": dollars},
        headers=await hall.given_investor() | new_key(),
    )
    assert refused.json()["code"] == "common.invalid_request"
    assert (await hall.propose(minimum=dollars)).json()["code"] == "common.invalid_request"
