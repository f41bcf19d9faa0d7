"""Holdings are paid, and change hands: to the cent, and never to oneself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from tests.builders.actors import new_key, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.events import published
from tests.builders.investing import Hall, yuan
from tests.builders.ledger import pay_in, post, sum_of_all_accounts, unproved_balances


async def distribute(
    hall: Hall, offering: UUID, principal: str, interest: str, wish: UUID | None = None
) -> Response:
    body = {"id": str(wish or new_id()), "principal": yuan(principal), "interest": yuan(interest)}
    return await hall.client.post(
        f"/investing/offerings/{offering}/distributions",
        json=body,
        headers=hall.issuer_headers() | new_key(),
    )


async def list_for_sale(
    hall: Hall, offering: UUID, headers: dict[str, str], units: str, price: str = "0.99"
) -> Response:
    body = {
        "id": str(new_id()),
        "offering_id": str(offering),
        "units": yuan(units),
        "price": price,
    }
    return await hall.client.post("/investing/asks", json=body, headers=headers | new_key())


async def buy(hall: Hall, ask: str, headers: dict[str, str], units: str) -> Response:
    body = {"id": str(new_id()), "units": yuan(units)}
    return await hall.client.post(
        f"/investing/asks/{ask}/trades", json=body, headers=headers | new_key()
    )


async def portfolio(hall: Hall, headers: dict[str, str]) -> Any:
    return (await hall.client.get("/investing/holdings", headers=headers)).json()


async def test_what_comes_back_is_shared_to_the_cent(hall: Hall) -> None:
    """1,000.01 of principal and 300.00 of interest by thirds of 20,000 each."""
    offering, holders = await hall.given_active("20000.00", "20000.00", "20000.00")

    paid = await distribute(hall, offering, "1000.01", "300.00")
    await hall.bank_pays()

    assert paid.json() == {"holders": 3}
    available = sorted([await hall.available(each) for each in holders])
    assert available == ["80433.33", "80433.34", "80433.34"]
    assert (await hall.offering(offering))["outstanding"] == yuan("58999.99")
    units = [(await portfolio(hall, each))["holdings"][0]["units"] for each in holders]
    assert sorted(each["amount"] for each in units) == ["19666.66", "19666.66", "19666.67"]
    assert await hall.unproved_holdings() == []
    assert await unproved_balances(hall.engine) == []
    assert await sum_of_all_accounts(hall.engine) == 0


async def test_with_the_last_cent_an_offering_is_repaid(hall: Hall) -> None:
    offering, holders = await hall.given_active("60000.00")
    hall.let_pass(days=184)
    await given_money(hall)

    await distribute(hall, offering, "60000.00", "1800.00")
    await hall.bank_pays()

    assert (await hall.offering(offering))["status"] == "repaid"
    assert await hall.available(holders[0]) == "101739.51"  # 0.2 % a year for 184 days: 60.49
    held = await portfolio(hall, holders[0])
    assert held["income"] == yuan("1739.51")
    assert held["xirr"] == "0.0583"  # 1,739.51 on 60,000 in 184 days
    statement = (await hall.client.get("/investing/statement", headers=holders[0])).json()
    assert [each["kind"] for each in statement["lines"]] == ["subscribed", "repaid"]
    assert statement["years"] == [
        {
            "year": 2026,
            "paid": yuan("60000.00"),
            "received": yuan("61739.51"),
            "income": yuan("1739.51"),
            "fee": yuan("60.49"),
        }
    ]
    for kind, magic in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        year = {"first": "2026-01-01", "last": "2026-12-31"}
        file = await hall.client.get(
            f"/investing/statement.{kind}", params=year, headers=holders[0]
        )
        assert file.content.startswith(magic)


async def test_the_management_fee_is_the_platforms_and_taken_from_interest_only(
    hall: Hall,
) -> None:
    """0.2 % of 20,000 a year is 4.71 in 43 days. What is too little interest keeps a cent; without
    interest nothing is taken, and the days are counted the next time."""
    offering, holders = await hall.given_active("20000.00", "20000.00", "20000.00")
    hall.let_pass(days=20)
    await distribute(hall, offering, "6000.00", "0.00")
    await hall.bank_pays()
    assert await hall.available(holders[0]) == "82000.00"

    hall.let_pass(days=23)
    await distribute(hall, offering, "0.00", "600.00")
    await hall.bank_pays()
    # 18,000 of principal were held when it was paid: 4.24 for 43 days.
    assert [await hall.available(each) for each in holders] == ["82195.76"] * 3
    hall.let_pass(days=300)
    await distribute(hall, offering, "0.00", "0.03")
    await hall.bank_pays()

    assert await hall.available(holders[0]) == "82195.77"
    staff = signed_in("ledger:view_everywhere", portal=Portal.OPERATIONS)
    path = "/ledger/revenue?since=2026-01-01&until=2027-12-31"
    [line] = (await hall.client.get(path, headers=staff)).json()["items"]
    assert (line["code"], line["product"]) == ("management_fee_income", "treasury_pledge")
    assert (line["amount"], line["entries"]) == (yuan("12.72"), 3)
    assert await unproved_balances(hall.engine) == []
    assert await sum_of_all_accounts(hall.engine) == 0


@pytest.mark.parametrize(("rate", "code"), [("0.0019", 422), ("0.0051", 422), ("0.005", 201)])
async def test_the_management_fee_keeps_to_the_policy(hall: Hall, rate: str, code: int) -> None:
    proposed = await hall.propose(management_fee_rate=rate)

    assert proposed.status_code == code
    if code == 422:
        assert proposed.json()["code"] == "investing.fee_outside_policy"


async def given_money(hall: Hall) -> None:
    await post(hall.engine, pay_in(hall.issuer, 100_000_00))


@pytest.mark.parametrize(
    ("principal", "interest", "code"),
    [
        ("60000.01", "0.00", "investing.above_outstanding"),
        ("0.00", "0.00", "investing.above_outstanding"),
        ("-1.00", "2.00", "investing.above_outstanding"),
        ("60000.00", "0.01", "investing.not_enough_money"),
    ],
)
async def test_a_distribution_that_cannot_be_pays_nobody(
    hall: Hall, principal: str, interest: str, code: str
) -> None:
    offering, _ = await hall.given_active("60000.00")
    before = await published(hall.engine)

    refused = await distribute(hall, offering, principal, interest)

    assert refused.json()["code"] == code
    assert await published(hall.engine) == before


async def test_a_distribution_is_ordered_once_and_one_at_a_time(hall: Hall) -> None:
    offering, holders = await hall.given_active("60000.00")
    wish = new_id()

    first = [await distribute(hall, offering, "0.00", "300.00", wish) for _ in range(2)]
    other = await distribute(hall, offering, "0.00", "300.00")
    changed = await distribute(hall, offering, "0.00", "301.00", wish)
    await hall.bank_pays()

    assert [each.json() for each in first] == [{"holders": 1}] * 2
    assert other.json()["code"] == "investing.distribution_under_way"
    assert changed.json()["code"] == "investing.distribution_id_taken"
    assert await hall.available(holders[0]) == "40300.00"


async def test_a_holding_changes_hands_on_the_next_business_day(hall: Hall) -> None:
    """10,000 at 0.99, bought on Thursday 12 March for Friday: 3 days of 6 % have accrued (4.93),
    and the management fee of these days (0.16), which the buyer will bear."""
    offering, [seller] = await hall.given_active("60000.00")
    hall.let_pass(days=2)
    buyer = await hall.given_investor()
    ask = (await list_for_sale(hall, offering, seller, "20000.00")).json()

    trade = (await buy(hall, ask["id"], buyer, "10000.00")).json()

    assert (trade["price"], trade["accrued"]) == (yuan("9900.00"), yuan("4.77"))
    assert trade["settles_on"] == "2026-03-13"
    assert await hall.available(buyer) == "90095.23"
    await hall.settle_trades()
    assert (await portfolio(hall, buyer))["holdings"] == []

    hall.let_pass(days=1)
    await hall.settle_trades()

    assert (await portfolio(hall, buyer))["holdings"][0]["units"] == yuan("10000.00")
    sold = (await portfolio(hall, seller))["holdings"][0]
    assert (sold["units"], sold["listed"]) == (yuan("50000.00"), yuan("10000.00"))
    assert await hall.available(seller) == "49904.77"
    assert await hall.unproved_holdings() == []
    assert await unproved_balances(hall.engine) == []


async def test_when_the_bank_refuses_both_have_what_they_had(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    ask = (await list_for_sale(hall, offering, seller, "60000.00")).json()
    await buy(hall, ask["id"], buyer, "10000.00")
    hall.let_pass(days=1)

    await hall.settle_trades(refuses=True)

    assert await hall.available(buyer) == "100000.00"
    sold = (await portfolio(hall, seller))["holdings"][0]
    assert (sold["units"], sold["listed"]) == (yuan("60000.00"), yuan("50000.00"))


async def test_nobody_buys_from_themselves_or_more_than_is_left(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    ask = (await list_for_sale(hall, offering, seller, "5000.00")).json()
    before = await published(hall.engine)

    own = await buy(hall, ask["id"], seller, "1000.00")
    more = await buy(hall, ask["id"], buyer, "5000.01")

    assert own.json()["code"] == "investing.trade_with_oneself"
    assert more.json()["code"] == "investing.ask_not_open"
    assert await published(hall.engine) == before


async def test_the_same_units_are_not_sold_twice(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    ask = (await list_for_sale(hall, offering, seller, "50000.00")).json()

    again = await list_for_sale(hall, offering, seller, "10000.01")
    cheap = await list_for_sale(hall, offering, seller, "100.00", "0.79")
    path = f"/investing/asks/{ask['id']}/cancellation"
    cancelled = await hall.client.post(path, headers=seller | new_key())

    assert again.json()["code"] == "investing.too_few_units"
    assert cheap.json()["code"] == "investing.price_outside_policy"
    assert cancelled.status_code == 204
    assert (await list_for_sale(hall, offering, seller, "60000.00")).status_code == 201


async def test_the_order_book_of_an_offering_is_read_page_by_page_cheapest_first(
    hall: Hall,
) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    for price in ("0.99", "0.97", "0.99", "0.98"):
        await list_for_sale(hall, offering, seller, "1000.00", price)

    read, cursor = list[str](), ""
    for _ in range(3):
        path = f"/investing/asks?offering_id={offering}&limit=2{cursor}"
        page = (await hall.client.get(path, headers=seller)).json()
        read += [each["price"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert read == ["0.97", "0.98", "0.99", "0.99"]


async def test_of_fifty_who_want_all_of_an_ask_at_once_one_has_it(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    ask = (await list_for_sale(hall, offering, seller, "5000.00")).json()
    wish = str(new_id())

    async def send(key: dict[str, str]) -> Response:
        body = {"id": wish, "units": yuan("5000.00")}
        return await hall.client.post(
            f"/investing/asks/{ask['id']}/trades", json=body, headers=buyer | key
        )

    await fifty_at_once(send)
    other = await buy(hall, ask["id"], buyer, "5000.00")

    assert other.json()["code"] == "investing.ask_not_open"
    assert (await published(hall.engine)).count("investing.trade_agreed.v1") == 1
    assert await unproved_balances(hall.engine) == []


async def test_shortly_before_a_payment_nothing_changes_hands(hall: Hall) -> None:
    """The first interest is due on 10 April; a trade of the 8th would settle on the 9th."""
    offering, [seller] = await hall.given_active("60000.00")
    buyer = await hall.given_investor()
    ask = (await list_for_sale(hall, offering, seller, "5000.00")).json()
    hall.let_pass(days=29)

    halted = await buy(hall, ask["id"], buyer, "1000.00")
    assert halted.json()["code"] == "investing.trading_halted"

    hall.let_pass(days=3)
    assert (await buy(hall, ask["id"], buyer, "1000.00")).status_code == 201


async def test_principal_that_is_paid_back_is_taken_off_the_market(hall: Hall) -> None:
    offering, [seller] = await hall.given_active("60000.00")
    await list_for_sale(hall, offering, seller, "60000.00")

    await distribute(hall, offering, "10000.00", "0.00")
    await hall.bank_pays()

    held = (await portfolio(hall, seller))["holdings"][0]
    assert (held["units"], held["listed"]) == (yuan("50000.00"), yuan("0.00"))
    asks = (await hall.client.get("/investing/asks", headers=seller)).json()
    assert asks["items"] == []


async def test_the_calendar_shows_what_is_to_come(hall: Hall) -> None:
    """Interest each month on 30,000 of 60,000, less the fee, and the principal at the end."""
    _, holders = await hall.given_active("30000.00", "30000.00")

    flows = (await hall.client.get("/investing/cash-flows", headers=holders[0])).json()

    assert [each["due_on"] for each in flows][:2] == ["2026-04-10", "2026-05-10"]
    assert [each["principal"]["amount"] for each in flows] == ["0.00"] * 5 + ["30000.00"]
    # 31 days of 6 % on 30,000 are 152.88, of 0.2 % 5.09
    assert (flows[0]["interest"], flows[0]["fee"]) == (yuan("147.79"), yuan("5.09"))
    assert flows[1]["fee"] == yuan("4.93")
