"""What staff can do with an order that has got stuck."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments.types import OrderStatus
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import balance_of
from tests.builders.payments import a_payout, given_account, order, read_order

MAY = ("payments:view", "payments:view_everywhere", "payments:retry", "payments:resolve")
STAFF = signed_in(*MAY, portal=Portal.OPERATIONS)
SETTLED = {"outcome": "settled", "remark": "银行回单 20261122-0001"}
FAILED = {"outcome": "failed", "remark": "银行确认未受理 20261122-0002"}


async def given_payout(engine: Engine) -> tuple[OrganisationId, OrganisationId, str]:
    """The lender, the borrower, and the path of the order."""
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    ordered = await order(engine, a_payout(lender, borrower, 900, fee_minor=18))
    return lender, borrower, f"/payments/orders/{ordered.id}"


async def resolve(client: AsyncClient, path: str, body: dict[str, str]) -> Any:
    return await client.post(f"{path}/resolution", json=body, headers=STAFF | new_key())


async def test_an_order_resolved_as_settled_books_the_money(
    client: AsyncClient, engine: Engine
) -> None:
    lender, borrower, path = await given_payout(engine)

    response = await resolve(client, path, SETTLED)

    assert (response.status_code, response.json()["status"]) == (200, "settled")
    assert await balance_of(engine, AccountCode.FROZEN, lender) == 0
    assert await balance_of(engine, AccountCode.CUSTODY, borrower) == 882
    assert (await published(engine))[-2:] == [
        "payments.payment_resolved.v1",
        "payments.payout_settled.v1",
    ]
    trace = (await client.get(f"{path}/trace", headers=STAFF)).json()["items"]
    assert [(line["kind"], line["says"], line["remark"]) for line in trace] == [
        ("resolved", "settled", SETTLED["remark"])
    ]


async def test_the_statement_shows_the_payout_before_its_fee(
    client: AsyncClient, engine: Engine
) -> None:
    _, borrower, path = await given_payout(engine)
    await resolve(client, path, SETTLED)

    headers = signed_in("ledger:view", organisation=borrower)
    statement = await client.get(f"/ledger/accounts/custody/{borrower}/statement", headers=headers)

    lines = [
        (line["reference"].split(":")[0], line["balance"]["amount"])
        for line in statement.json()["items"]
    ]
    assert lines == [("payments.payout_fee", "8.82"), ("payments.payout_settled", "9.00")]


async def test_an_order_resolved_as_failed_gives_the_money_back(
    client: AsyncClient, engine: Engine
) -> None:
    lender, _, path = await given_payout(engine)

    response = await resolve(client, path, FAILED)

    assert response.json()["reason_code"] == "resolved_by_hand"
    assert await balance_of(engine, AccountCode.CUSTODY, lender) == 1000
    assert (await published(engine))[-1] == "payments.payout_failed.v1"


@pytest.mark.parametrize(("what", "body"), [("retry", None), ("resolution", FAILED)])
async def test_what_has_ended_stays_as_it_is(
    client: AsyncClient, engine: Engine, what: str, body: dict[str, str] | None
) -> None:
    _, borrower, path = await given_payout(engine)
    await resolve(client, path, SETTLED)
    before = await published(engine)

    response = await client.post(f"{path}/{what}", json=body, headers=STAFF | new_key())

    assert (response.status_code, response.json()["code"]) == (409, "payments.order_ended")
    assert await balance_of(engine, AccountCode.CUSTODY, borrower) == 882
    assert await published(engine) == before


@pytest.mark.parametrize(("what", "body"), [("retry", None), ("resolution", FAILED)])
async def test_an_order_that_is_not_there(
    client: AsyncClient, what: str, body: dict[str, str] | None
) -> None:
    path = f"/payments/orders/{new_id()}/{what}"

    response = await client.post(path, json=body, headers=STAFF | new_key())

    assert (response.status_code, response.json()["code"]) == (404, "payments.order_not_found")


@pytest.mark.parametrize(("what", "body"), [("retry", None), ("resolution", FAILED)])
async def test_it_needs_the_permission(
    client: AsyncClient, engine: Engine, what: str, body: dict[str, str] | None
) -> None:
    lender, _, path = await given_payout(engine)
    headers = signed_in("payments:view", organisation=lender) | new_key()

    response = await client.post(f"{path}/{what}", json=body, headers=headers)

    assert response.status_code == 403
    assert await balance_of(engine, AccountCode.FROZEN, lender) == 900


async def test_a_remark_says_how_it_was_found_out(client: AsyncClient, engine: Engine) -> None:
    _, _, path = await given_payout(engine)

    response = await resolve(client, path, {"outcome": "settled", "remark": "好"})

    assert (response.status_code, response.json()["code"]) == (422, "common.invalid_request")


async def test_a_retry_has_the_bank_asked_at_once(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    _, _, path = await given_payout(engine)

    response = await client.post(f"{path}/retry", headers=STAFF | new_key())
    await relay.drain()

    assert response.status_code == 200
    async with engine.connect(PLATFORM) as connection:
        waiting = text("SELECT task_name FROM procrastinate_jobs ORDER BY task_name")
        names = list((await connection.execute(waiting)).scalars())
    assert names == ["payments.ask_order", "payments.send_orders"]
    assert (await read_order(engine, response.json()["id"])).status is OrderStatus.ORDERED
