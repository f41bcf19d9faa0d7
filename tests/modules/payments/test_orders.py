"""Ordering: what is frozen, and what is refused with nothing changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import insert

from rongqu.infra.database import Engine
from rongqu.infra.policies import policy
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.payments.actions.begin_attempts import begin_attempts
from rongqu.modules.payments.errors import (
    AccountNotFound,
    AccountNotOpen,
    AmountNotPayable,
    InsufficientFunds,
    OrderIdTaken,
)
from rongqu.modules.payments.public import order_payout, order_transfer
from rongqu.modules.payments.types import AccountStatus, OrderStatus
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.payments import a_collection, a_payout, given_account, order, read_order

CUSTODY, FROZEN = AccountCode.CUSTODY, AccountCode.FROZEN
STAFF = signed_in("payments:view", "payments:view_everywhere", portal=Portal.OPERATIONS)


def yuan(amount: str) -> dict[str, Any]:
    return {"amount": {"amount": amount, "currency": "CNY"}}


async def test_a_payout_freezes_the_lenders_money_and_nothing_else(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)

    ordered = await order(engine, a_payout(lender, borrower, 900, fee_minor=18))

    assert ordered.status is OrderStatus.ORDERED
    assert await balance_of(engine, CUSTODY, lender) == 100
    assert await balance_of(engine, FROZEN, lender) == 900
    assert await balance_of(engine, CUSTODY, borrower) == 0
    assert await sum_of_all_accounts(engine) == 0
    assert (await published(engine))[-1] == "payments.payment_ordered.v1"


async def test_a_collection_freezes_the_borrowers_money(engine: Engine) -> None:
    lender, borrower = await given_account(engine), await given_account(engine, balance_minor=500)

    await order(engine, a_collection(borrower, lender, 500))

    assert await balance_of(engine, CUSTODY, borrower) == 0
    assert await balance_of(engine, FROZEN, borrower) == 500


async def test_a_lender_without_enough_money_freezes_nothing(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=899), await given_account(engine)
    before = await published(engine)

    with pytest.raises(InsufficientFunds) as refused:
        await order(engine, a_payout(lender, borrower, 900))

    assert {name: str(value) for name, value in refused.value.params.items()} == {
        "available": "8.99 CNY",
        "needed": "9.00 CNY",
        "missing": "0.01 CNY",
    }
    assert await balance_of(engine, CUSTODY, lender) == 899
    assert await published(engine) == before


async def test_an_order_is_made_once_however_often_it_is_asked_for(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    wished = a_payout(lender, borrower, 900)

    orders = await asyncio.gather(*(order(engine, wished) for _ in range(5)))

    assert {made.id for made in orders} == {wished.id}
    assert await balance_of(engine, FROZEN, lender) == 900
    assert (await published(engine)).count("payments.payment_ordered.v1") == 1


async def test_an_id_serves_one_order_only(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=2000), await given_account(engine)
    wished = a_payout(lender, borrower, 900)
    await order(engine, wished)

    with pytest.raises(OrderIdTaken):
        await order(engine, replace(wished, amount=Money(901, "CNY")))

    assert await balance_of(engine, FROZEN, lender) == 900


async def test_two_payouts_at_once_do_not_spend_the_same_money(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)

    outcomes = await asyncio.gather(
        *(order(engine, a_payout(lender, borrower, 600)) for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(outcome, InsufficientFunds) for outcome in outcomes) == 3
    assert await balance_of(engine, FROZEN, lender) == 600


@pytest.mark.parametrize("status", [AccountStatus.OPENING, AccountStatus.REFUSED])
async def test_both_accounts_have_to_be_open(engine: Engine, status: AccountStatus) -> None:
    lender = await given_account(engine, balance_minor=1000)
    borrower = await given_account(engine, status=status)

    with pytest.raises(AccountNotOpen):
        await order(engine, a_payout(lender, borrower, 900))
    with pytest.raises(AccountNotFound):
        await order(engine, replace(a_payout(lender, lender, 900), payee=new_id()))

    assert await balance_of(engine, CUSTODY, lender) == 1000


async def test_a_fee_is_smaller_than_what_is_paid(engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)

    with pytest.raises(AmountNotPayable):
        await order(engine, a_payout(lender, borrower, 900, fee_minor=900))

    assert await balance_of(engine, CUSTODY, lender) == 1000


async def test_an_organisation_sees_its_own_account(client: AsyncClient, engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    await order(engine, a_payout(lender, borrower, 300))

    response = await client.get(
        "/payments/account", headers=signed_in("payments:view", organisation=lender)
    )

    body = response.json()
    shown = {name: body[name]["amount"] for name in ("balance", "available", "frozen")}
    assert shown == {"balance": "10.00", "available": "7.00", "frozen": "3.00"}
    assert body["status"] == "open"


async def test_who_has_no_account_hears_so(client: AsyncClient) -> None:
    response = await client.get("/payments/account", headers=signed_in("payments:view"))

    assert (response.status_code, response.json()["code"]) == (404, "payments.account_not_found")


async def test_a_top_up_waits_for_the_bank(client: AsyncClient, engine: Engine) -> None:
    owner = await given_account(engine)
    headers = signed_in("payments:top_up", organisation=owner)

    response = await client.post(
        "/payments/top-ups", json=yuan("5.00"), headers=headers | new_key()
    )

    assert response.status_code == 201
    assert (response.json()["kind"], response.json()["status"]) == ("top_up", "ordered")
    assert await balance_of(engine, CUSTODY, owner) == 0
    assert await published(engine) == ["payments.payment_ordered.v1"]


async def test_a_withdrawal_freezes_the_money(client: AsyncClient, engine: Engine) -> None:
    owner = await given_account(engine, balance_minor=1000)
    headers = signed_in("payments:withdraw", organisation=owner)
    key = new_key()

    for _ in range(2):
        response = await client.post(
            "/payments/withdrawals", json=yuan("5.00"), headers=headers | key
        )
        assert response.status_code == 201

    assert await balance_of(engine, CUSTODY, owner) == 500
    assert await balance_of(engine, FROZEN, owner) == 500


@pytest.mark.parametrize(
    ("path", "amount", "code"),
    [
        ("withdrawals", "10.01", "payments.insufficient_funds"),
        ("withdrawals", "0.00", "payments.amount_not_payable"),
        ("top-ups", "-1.00", "payments.amount_not_payable"),
        ("top-ups", "1.001", "common.too_many_decimals"),
    ],
)
async def test_amounts_that_do_not_go(
    client: AsyncClient, engine: Engine, path: str, amount: str, code: str
) -> None:
    owner = await given_account(engine, balance_minor=1000)
    before = await published(engine)
    headers = signed_in("payments:withdraw", "payments:top_up", organisation=owner)

    response = await client.post(
        f"/payments/{path}", json=yuan(amount), headers=headers | new_key()
    )

    assert response.json()["code"] == code
    assert await balance_of(engine, CUSTODY, owner) == 1000
    assert await published(engine) == before


async def test_amounts_are_limited_by_order_and_by_day(client: AsyncClient, engine: Engine) -> None:
    owner = await given_account(engine, balance_minor=3_000_000_000_00)
    headers = signed_in("payments:withdraw", "payments:top_up", organisation=owner)

    async def ask(path: str, amount: str) -> dict[str, Any]:
        body = yuan(amount)
        answer = await client.post(f"/payments/{path}", json=body, headers=headers | new_key())
        return answer.json()

    too_large = await ask("withdrawals", "1000000000.01")
    for _ in range(2):
        assert (await ask("withdrawals", "999999999.00"))["status"] == "ordered"
    before = await published(engine)
    too_much = await ask("withdrawals", "2.01")
    last = await ask("withdrawals", "2.00")

    assert too_large["code"] == "payments.order_too_large"
    assert too_large["params"] == {"limit": "1000000000.00 CNY"}
    assert too_much["code"] == "payments.day_limit_reached"
    assert too_much["params"] == {"limit": "2000000000.00 CNY", "left": "2.00 CNY"}
    assert last["status"] == "ordered"
    assert await published(engine) == [*before, "payments.payment_ordered.v1"]
    assert (await ask("top-ups", "1000000000.01"))["code"] == "payments.order_too_large"


FRIDAY = date(2026, 3, 6)


class Undone(Exception):
    """Rolls a test's transaction back."""


@pytest.mark.parametrize(
    ("hour", "wished_on", "goes_on"),
    [
        (16, FRIDAY, FRIDAY),
        (17, FRIDAY, date(2026, 3, 9)),
        (23, date(2026, 9, 30), date(2026, 10, 8)),
    ],
)
async def test_after_the_cut_off_the_bank_is_told_on_the_next_business_day(
    engine: Engine, hour: int, wished_on: date, goes_on: date
) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    ordered_at = datetime.combine(wished_on, time(hour), SHANGHAI)
    told = dict[date, int]()
    with suppress(Undone):
        async with open_tx(engine, SYSTEM, lambda: ordered_at) as tx:
            values = {"key": "payments.cut_off_hour", "value": 17, "valid_from": date(2026, 1, 1)}
            who = {"id": new_id(), "author_id": new_id(), "reason": "x", "recorded_at": tx.now}
            await tx.connection.execute(insert(policy).values(**values, **who))
            ordered = await order_payout(tx, a_payout(lender, borrower, 900))
            repaid = await order_transfer(tx, a_collection(lender, borrower, 1))
            frozen = await get_balance(tx, Account(FROZEN, lender), "CNY")
            for day in sorted({wished_on, goes_on}):
                now = max(ordered_at, datetime.combine(day, time(), SHANGHAI))
                told[day] = len((await begin_attempts(replace(tx, now=now))).alone)
            assert (ordered.value_date, repaid.value_date) == (goes_on, wished_on)
            assert frozen == Money(901, "CNY")
            raise Undone  # policies are kept from test to test

    assert told == ({FRIDAY: 2} if goes_on == wished_on else {wished_on: 1, goes_on: 1})


@pytest.mark.parametrize("path", ["top-ups", "withdrawals"])
async def test_moving_money_needs_the_permission(
    client: AsyncClient, engine: Engine, path: str
) -> None:
    owner = await given_account(engine, balance_minor=1000)
    headers = signed_in("payments:view", organisation=owner)

    response = await client.post(
        f"/payments/{path}", json=yuan("1.00"), headers=headers | new_key()
    )

    assert response.status_code == 403
    assert await balance_of(engine, CUSTODY, owner) == 1000


async def test_orders_are_seen_by_their_two_sides_and_by_staff(
    client: AsyncClient, engine: Engine
) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    wished = a_payout(lender, borrower, 900)
    await order(engine, wished)
    stranger = signed_in("payments:view")

    for organisation in (lender, borrower):
        headers = signed_in("payments:view", organisation=organisation)
        listed = (await client.get("/payments/orders", headers=headers)).json()
        assert [item["id"] for item in listed["items"]] == [str(wished.id)]

    assert (await client.get("/payments/orders", headers=stranger)).json()["items"] == []
    hidden = await client.get(f"/payments/orders/{wished.id}", headers=stranger)
    assert (hidden.status_code, hidden.json()["code"]) == (404, "payments.order_not_found")
    shown = await client.get(f"/payments/orders/{wished.id}", headers=STAFF)
    assert shown.json()["reference"] == str(wished.reference)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?kind=payout", 1),
        ("?kind=top_up", 0),
        ("?status=ordered", 2),
        ("?status=settled", 0),
        ("?is_open=true", 2),
        ("?is_open=false", 0),
        ("?is_contradicted=true", 0),
        ("?limit=1", 1),
    ],
)
async def test_orders_are_filtered(
    client: AsyncClient, engine: Engine, query: str, count: int
) -> None:
    lender, borrower = (
        await given_account(engine, balance_minor=1000),
        await given_account(engine, balance_minor=1000),
    )
    await order(engine, a_payout(lender, borrower, 900))
    await order(engine, a_collection(borrower, lender, 100))

    listed = await client.get(f"/payments/orders{query}", headers=STAFF)

    assert len(listed.json()["items"]) == count


async def test_the_summary_counts_what_is_under_way(client: AsyncClient, engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    await order(engine, a_payout(lender, borrower, 300))
    await order(engine, a_payout(lender, borrower, 400))

    summary = (await client.get("/payments/summary", headers=STAFF)).json()
    stranger = (await client.get("/payments/summary", headers=signed_in("payments:view"))).json()

    assert (summary["count"], summary["amount"]["amount"]) == (2, "7.00")
    assert (summary["unknown"], summary["contradicted"]) == (0, 0)
    assert summary["oldest_at"] is not None
    assert (stranger["count"], stranger["oldest_at"]) == (0, None)


async def test_the_trace_is_for_staff(client: AsyncClient, engine: Engine) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    wished = a_payout(lender, borrower, 900)
    await order(engine, wished)
    path = f"/payments/orders/{wished.id}/trace"

    own = await client.get(path, headers=signed_in("payments:view", organisation=lender))
    staff = await client.get(path, headers=STAFF)

    assert own.status_code == 403
    assert staff.json() == {"items": []}
    assert (await read_order(engine, wished.id)).status is OrderStatus.ORDERED
