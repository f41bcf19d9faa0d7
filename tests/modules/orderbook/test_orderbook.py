"""Bids wait with their money, and meet what is for sale: by price and time, to the last fen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import insert, select

from rongqu.infra.jobs import settle
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import OfferingId, OrganisationId, new_id
from rongqu.modules.investing import tables as investing
from rongqu.modules.orderbook.jobs import match_all, match_one
from rongqu.modules.orderbook.tables import bid as bid_table
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.investing import Hall, yuan
from tests.builders.ledger import sum_of_all_accounts, unproved_balances

LIKES: dict[str, Any] = {"highest_class": 3, "least_rate": "0.05", "most_months": 12, "kinds": []}


async def bid(
    hall: Hall, headers: dict[str, str], offering: UUID | None, **different: Any
) -> Response:
    body = {
        "id": str(new_id()),
        "offering_id": None if offering is None else str(offering),
        "likes": LIKES if offering is None else None,
        "amount": yuan("10000.00"),
        "highest_price": "0.99",
        "expires_on": (hall.clock.now + timedelta(days=30)).date().isoformat(),
    } | different
    return await hall.client.post("/orderbook/bids", json=body, headers=headers | new_key())


async def sell(
    hall: Hall, headers: dict[str, str], offering: UUID, units: str, price: str = "0.98"
) -> str:
    body = {"id": str(new_id()), "offering_id": str(offering), "units": yuan(units), "price": price}
    placed = await hall.client.post("/investing/asks", json=body, headers=headers | new_key())
    assert placed.status_code == 201, placed.text
    return placed.json()["id"]


async def redeem(hall: Hall, headers: dict[str, str], offering: UUID, units: str) -> Response:
    body = {"id": str(new_id()), "offering_id": str(offering), "units": yuan(units)}
    return await hall.client.post("/orderbook/redemptions", json=body, headers=headers | new_key())


async def read(hall: Hall, path: str, headers: dict[str, str]) -> Any:
    return (await hall.client.get(path, headers=headers)).json()


async def own_bids(hall: Hall, headers: dict[str, str]) -> list[dict[str, Any]]:
    return (await read(hall, "/orderbook/bids", headers))["items"]


async def trades(hall: Hall, headers: dict[str, str]) -> list[tuple[str, str]]:
    """Oldest first: units, and the price without accrued interest."""
    items = (await read(hall, "/investing/trades", headers))["items"]
    return [(each["units"]["amount"], each["price"]["amount"]) for each in reversed(items)]


async def match(hall: Hall) -> None:
    await settle(hall.work, hall.relay)


async def test_a_sale_meets_the_waiting_bid_at_its_price_and_settles_on_the_next_day(
    hall: Hall,
) -> None:
    """6,000 at 0.99 on Tuesday 10 March, the first day: settled on Wednesday, with a day of 6 %
    (0.99) less the fee (0.03)."""
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    placed = await bid(hall, buyer, offering)
    assert placed.status_code == 201, placed.text
    assert await hall.available(buyer) == "90000.00"

    hall.let_pass(hours=1)
    await sell(hall, seller, offering, "6000.00", "0.98")
    await match(hall)

    assert await trades(hall, buyer) == [("6000.00", "5940.00")]
    [waiting] = await own_bids(hall, buyer)
    assert (waiting["status"], waiting["left"]) == ("open", yuan("4059.04"))
    assert await hall.available(buyer) == "90000.00"
    book = await read(hall, f"/orderbook/offerings/{offering}", buyer)
    assert book["bids"] == [{"price": "0.99", "amount": yuan("4059.04"), "orders": 1}]
    hall.let_pass(days=1)
    await hall.settle_trades()
    assert await hall.available(seller) == "45940.96"
    held = await read(hall, "/investing/holdings", buyer)
    assert held["holdings"][0]["units"] == yuan("6000.00")
    assert await unproved_balances(hall.engine) == []
    assert await sum_of_all_accounts(hall.engine) == 0


async def test_the_best_price_is_served_first_and_of_equal_ones_the_first(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    buyers = [await hall.given_investor() for _ in range(3)]
    for buyer, price in zip(buyers, ("0.98", "0.99", "0.99"), strict=True):
        await bid(hall, buyer, offering, amount=yuan("1000.00"), highest_price=price)
        hall.let_pass(hours=1)

    await sell(hall, seller, offering, "1500.00", "0.97")
    await match(hall)

    assert [await trades(hall, each) for each in buyers] == [
        [],
        [("1009.93", "999.83")],
        [("490.07", "485.17")],
    ]
    ended = await own_bids(hall, buyers[1])
    assert [(each["status"], each["left"]["amount"]) for each in ended] == [("filled", "0.00")]
    assert await hall.available(buyers[1]) == "99000.00"


async def test_fifty_sellers_at_once_fill_one_bid_to_the_last_fen(hall: Hall) -> None:
    """And two matchings run at the same time."""
    offering, _ = await hall.given_active("60000.00")
    buyer = await hall.given_investor(kind="company")
    await bid(hall, buyer, offering, amount=yuan("30000.00"), highest_price="1")
    await _given_sales(hall, OfferingId(offering), 50, 777_77)

    await asyncio.gather(*(match_one(hall.work, OfferingId(offering)) for _ in range(2)))

    [filled] = await own_bids(hall, buyer)
    assert (filled["status"], filled["left"]) == ("filled", yuan("0.00"))
    async with hall.engine.connect(PLATFORM) as connection:
        found = (await connection.execute(select(investing.trade))).all()
        left = (await connection.execute(select(investing.ask.c.left_minor))).scalars().all()
    assert sum(row.price_minor + row.accrued_minor for row in found) == 30_000_00
    assert sum(row.units_minor for row in found) + sum(left) == 50 * 777_77
    assert sum(each > 0 for each in left) == 12
    assert await hall.available(buyer) == "70000.00"
    assert await unproved_balances(hall.engine) == []


async def _given_sales(hall: Hall, offering: OfferingId, sellers: int, units: int) -> None:
    """Each of another holder, at par; their money is not moved by this."""
    owners = [OrganisationId(new_id()) for _ in range(sellers)]
    async with hall.engine.begin(PLATFORM) as connection:
        held = {"offering_id": offering, "currency": "CNY", "units_minor": units}
        await connection.execute(
            insert(investing.holding),
            [held | {"investor_id": each, "listed_minor": units} for each in owners],
        )
        ask = {
            "offering_id": offering,
            "currency": "CNY",
            "units_minor": units,
            "left_minor": units,
            "price": 1,
            "is_redemption": False,
            "status": "open",
            "placed_at": hall.clock.now,
        }
        await connection.execute(
            insert(investing.ask), [ask | {"id": new_id(), "seller_id": each} for each in owners]
        )


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"amount": yuan("99.99")}, "orderbook.bid_too_small"),
        ({"highest_price": "0.79"}, "orderbook.bid_price_outside_policy"),
        ({"expires_on": "2026-03-10"}, "orderbook.bid_too_long"),
        ({"expires_on": "2026-06-09"}, "orderbook.bid_too_long"),
        ({"amount": yuan("100000.01")}, "investing.not_enough_money"),
        ({"offering_id": str(new_id())}, "investing.offering_not_found"),
        ({"offering_id": None}, "common.invalid_request"),
        ({"offering_id": None, "likes": LIKES | {"highest_class": 5}}, "investing.not_suitable"),
    ],
)
async def test_a_bid_that_cannot_be_sets_nothing_aside(
    hall: Hall, different: dict[str, Any], code: str
) -> None:
    offering, _ = await hall.given_active("60000.00")
    buyer = await hall.given_investor(assessed=False)
    of_class_4 = {"income": "none", "goal": "keep", "debts": "heavy"}
    assert (await hall.assess(buyer, **of_class_4)).status_code == 201
    before = await published(hall.engine)

    refused = await bid(hall, buyer, offering, **different)

    assert refused.json()["code"] == code
    assert await published(hall.engine) == before
    assert await hall.available(buyer) == "100000.00"


async def test_a_bid_is_placed_once_and_only_so_many_wait(hall: Hall) -> None:
    offering, _ = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    wish = str(new_id())

    first = [await bid(hall, buyer, offering, id=wish) for _ in range(2)]
    changed = await bid(hall, buyer, offering, id=wish, highest_price="0.98")
    others = [await bid(hall, buyer, offering, amount=yuan("100.00")) for _ in range(20)]

    assert [each.status_code for each in first] == [201, 201]
    assert changed.json()["code"] == "orderbook.bid_id_taken"
    assert {each.status_code for each in others[:-1]} == {201}
    assert others[-1].json()["code"] == "orderbook.too_many_bids"
    assert await hall.available(buyer) == "88100.00"


async def test_a_bid_that_is_taken_back_or_over_frees_its_money(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    buyer, other = await hall.given_investor(), await hall.given_investor()
    for _ in range(2):
        await bid(hall, buyer, offering, amount=yuan("1000.00"))
    path = f"/orderbook/bids/{(await own_bids(hall, buyer))[0]['id']}/withdrawal"

    foreign = await hall.client.post(path, headers=other | new_key())
    taken_back = [await hall.client.post(path, headers=buyer | new_key()) for _ in range(2)]
    assert foreign.json()["code"] == "orderbook.bid_not_found"
    assert taken_back[0].status_code == 204
    assert taken_back[1].json()["code"] == "orderbook.bid_not_open"
    assert await hall.available(buyer) == "99000.00"

    hall.let_pass(days=31)
    await sell(hall, seller, offering, "500.00")
    await match(hall)
    assert await trades(hall, buyer) == []
    for _ in range(2):
        await match_all.run(hall.work)

    assert await hall.available(buyer) == "100000.00"
    assert {each["status"] for each in await own_bids(hall, buyer)} == {"withdrawn", "expired"}
    assert await unproved_balances(hall.engine) == []


async def test_a_bid_meets_neither_its_owners_sale_nor_what_its_owner_may_not_buy(
    hall: Hall,
) -> None:
    """The next bid gets it; the owner reads why."""
    offering, [seller] = await hall.given_active("60000.00")
    timid = await hall.given_investor()
    await bid(hall, seller, offering, highest_price="1")
    await bid(hall, timid, offering, highest_price="0.99")
    await hall.assess(timid, horizon="none")
    buyer = await hall.given_investor()
    await bid(hall, buyer, offering, highest_price="0.98")

    await sell(hall, seller, offering, "1000.00", "0.98")
    for _ in range(2):
        await match(hall)
        await match_all.run(hall.work)

    assert await trades(hall, buyer) == [("1000.00", "980.00")]
    assert await trades(hall, timid) == []
    assert (await own_bids(hall, timid))[0]["passed"] == "above_class"
    told = await published(hall.engine)
    assert told.count("orderbook.bid_passed.v1") == 1
    assert await hall.available(timid) == "90000.00"


async def test_a_bid_for_offerings_like_these_takes_the_one_that_is(hall: Hall) -> None:
    short, [seller] = await hall.given_active("60000.00")
    daring, [other] = await hall.given_active("60000.00", risk_class=4)
    buyer = await hall.given_investor()

    await sell(hall, other, daring, "1000.00")
    await sell(hall, seller, short, "1000.00")
    await bid(hall, buyer, None)
    await match(hall)

    [bought] = (await read(hall, "/investing/trades", buyer))["items"]
    assert bought["offering_id"] == str(short)


async def test_before_a_payment_bids_wait_and_meet_afterwards(hall: Hall) -> None:
    """The first interest is due on 10 April."""
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    hall.let_pass(days=29)
    await sell(hall, seller, offering, "1000.00")
    await bid(hall, buyer, offering)
    await match(hall)
    assert await trades(hall, buyer) == []

    hall.let_pass(days=3)
    await match_all.run(hall.work)

    assert await trades(hall, buyer) == [("1000.00", "980.00")]


async def test_the_redemption_queue_is_served_in_its_order_by_bids_and_by_plans(
    hall: Hall,
) -> None:
    """At 0.995 by the policy. A plan buys 2,000 of a project at most."""
    offering, sellers = await hall.given_active("20000.00", "20000.00", "20000.00")
    queued = [(await redeem(hall, each, offering, "3000.00")).json() for each in sellers]
    assert [(each["ahead"], each["units_ahead"]["amount"]) for each in queued] == [
        (0, "0.00"),
        (1, "3000.00"),
        (2, "6000.00"),
    ]
    buyer = await hall.given_investor()
    by_hand = await hall.client.post(
        f"/investing/asks/{queued[2]['id']}/trades",
        json={"id": str(new_id()), "units": yuan("1000.00")},
        headers=buyer | new_key(),
    )
    assert by_hand.json()["code"] == "investing.only_in_turn"

    await bid(hall, buyer, offering, amount=yuan("4000.00"), highest_price="1")
    await match(hall)
    left = [await read(hall, "/orderbook/redemptions", each) for each in sellers]
    assert left[0] == []
    assert [(each["left"]["amount"], each["ahead"]) for [each] in left[1:]] == [
        ("1980.55", 0),
        ("3000.00", 1),
    ]

    planned = await hall.given_investor()
    plan: dict[str, Any] = {
        "is_on": True,
        "each": yuan("2000.00"),
        "budget": yuan("2500.00"),
        "reserve": yuan("0.00"),
        "highest_class": 3,
        "least_rate": "0.05",
        "most_months": 12,
        "kinds": [],
        "takes_redemptions": True,
    }
    await hall.client.put("/investing/plan", json=plan, headers=planned)
    for _ in range(2):
        await match_all.run(hall.work)

    assert await trades(hall, planned) == [("1980.55", "1970.65"), ("19.55", "19.45")]
    spent = (await read(hall, "/investing/plan", planned))["spent"]
    assert spent == yuan("1990.42")


async def pay_back(hall: Hall, offering: UUID, principal: str) -> None:
    body = {"id": str(new_id()), "principal": yuan(principal), "interest": yuan("0.00")}
    ordered = await hall.client.post(
        f"/investing/offerings/{offering}/distributions",
        json=body,
        headers=hall.issuer_headers() | new_key(),
    )
    assert ordered.status_code == 201, ordered.text


async def test_redemptions_keep_their_place_when_principal_is_paid_back(hall: Hall) -> None:
    """Half is paid back: of 24,000 that wait 12,000 are left, the 10,000 before it stay; what was
    for sale is taken off. Until the bank has paid, nothing is sold that may not be there."""
    offering, [one, two] = await hall.given_active("36000.00", "24000.00")
    for headers, units in ((one, "10000.00"), (two, "24000.00")):
        assert (await redeem(hall, headers, offering, units)).status_code == 201
        hall.let_pass(hours=1)
    await sell(hall, one, offering, "5000.00")
    await pay_back(hall, offering, "30000.00")

    body = {"id": str(new_id()), "offering_id": str(offering), "price": "1"}
    body |= {"units": yuan("8000.01")}
    refused = await hall.client.post("/investing/asks", json=body, headers=one | new_key())
    assert refused.json()["code"] == "investing.too_few_units"
    placed = await sell(hall, one, offering, "8000.00")
    buyer = await hall.given_investor()
    take = {"id": str(new_id()), "units": yuan("8000.00")}
    halted = await hall.client.post(
        f"/investing/asks/{placed}/trades", json=take, headers=buyer | new_key()
    )
    assert halted.json()["code"] == "investing.trading_halted"
    await hall.bank_pays()

    queues = [await read(hall, "/orderbook/redemptions", each) for each in (one, two)]
    assert [(each["ahead"], each["left"]) for [each] in queues] == [
        (0, yuan("10000.00")),
        (1, yuan("12000.00")),
    ]
    for headers, units in ((one, "18000.00"), (two, "12000.00")):
        [held] = (await read(hall, "/investing/holdings", headers))["holdings"]
        assert (held["units"], held["listed"]) == (yuan(units), yuan(units))
    assert await hall.unproved_holdings() == []


async def test_a_repaid_offering_ends_its_bids(hall: Hall) -> None:
    offering, _ = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    await bid(hall, buyer, offering)
    await pay_back(hall, offering, "60000.00")
    await hall.bank_pays()
    await match(hall)

    assert await hall.available(buyer) == "100000.00"
    async with hall.engine.connect(PLATFORM) as connection:
        assert (await connection.execute(select(bid_table.c.status))).scalars().all() == ["expired"]
