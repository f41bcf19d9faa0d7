"""A coupon from its grant to the books, and what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.events.servicing import LoanOpened
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.origination.types import Stage
from rongqu.modules.payments.public import find_order
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.origination import (
    APPLY,
    World,
    act,
    contract_of,
    deliver_again,
    given_accounts,
    given_application,
    given_world,
    happened,
    look_at,
    signed,
    yuan,
)

STAFF = signed_in(
    "coupons:grant",
    "coupons:view",
    "coupons:view_everywhere",
    "parties:view_everywhere",
    portal=Portal.OPERATIONS,
)
READER = signed_in("ledger:view_everywhere", portal=Portal.OPERATIONS)
TODAY = business_date_at(utc_now())
MILLION = Money(1_000_000_00, "CNY")


def user_of(world: World) -> dict[str, str]:
    return signed_in(*APPLY, "coupons:use", "coupons:view", organisation=world.enterprise_id)


async def grant(
    client: AsyncClient, world: World, amount: str = "300.00", until: date | None = None
) -> Response:
    wish = {
        "company_code": synthetic_uscc(str(world.enterprise_id)),
        "amount": yuan(amount),
        "valid_until": (until or TODAY + timedelta(days=30)).isoformat(),
        "reason": "新客立减",
    }
    return await client.post("/coupons", json=wish, headers=STAFF | new_key())


async def given_coupon(client: AsyncClient, world: World, amount: str = "300.00") -> str:
    granted = await grant(client, world, amount)
    assert granted.status_code == 201, granted.text
    return granted.json()["id"]


async def use(
    client: AsyncClient, world: World, coupon_id: str, application_id: ApplicationId
) -> Response:
    return await client.post(
        f"/coupons/{coupon_id}/use",
        json={"application_id": str(application_id)},
        headers=user_of(world) | new_key(),
    )


async def states(client: AsyncClient, world: World) -> list[str]:
    found = (await client.get("/coupons", headers=user_of(world))).json()["items"]
    return [each["state"] for each in found]


async def pay_out(engine: Engine, relay: Relay, world: World, application_id: ApplicationId) -> Any:
    """Returns the order that the bank gets."""
    await happened(engine, await signed(engine, world, application_id))
    await relay.drain()
    order_id = (await look_at(engine, application_id)).payout_order_id
    assert order_id is not None
    async with open_tx(engine, SYSTEM) as tx:
        return await find_order(tx, order_id)


async def loan_opened(engine: Engine, world: World, application_id: ApplicationId) -> LoanOpened:
    return LoanOpened(
        subject_id=await contract_of(engine, application_id),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        principal=MILLION,
        first_due_on=TODAY + timedelta(days=30),
        last_due_on=TODAY + timedelta(days=360),
    )


async def test_a_coupon_is_a_negative_fee(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION)
    application_id = await given_application(engine, world, stage=Stage.CONTRACT)
    used = await use(client, world, await given_coupon(client, world), application_id)
    assert used.json()["state"] == "used", used.text

    order = await pay_out(engine, relay, world, application_id)
    await happened(engine, await loan_opened(engine, world, application_id))
    await relay.drain()
    await deliver_again(engine, "coupons.redeem_when_paid_out")
    await relay.drain()

    assert (order.amount, order.fee) == (MILLION, Money(9_700_00, "CNY"))
    [coupon] = (await client.get("/coupons", headers=STAFF)).json()["items"]
    assert (coupon["state"], coupon["waived"]["amount"]) == ("redeemed", "300.00")
    month = {"month_from": TODAY.isoformat()}
    revenue = (await client.get("/ledger/revenue", params=month, headers=READER)).json()["items"]
    assert [(each["code"], each["product"], each["amount"]["amount"]) for each in revenue] == [
        ("coupon_cost", "credit_loan", "-300.00"),
        ("fee_income", "credit_loan", "300.00"),
    ]
    assert (await published(engine)).count("coupons.coupon_redeemed.v1") == 1


async def test_what_a_coupon_is_worth_above_the_fee_lapses(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION)
    application_id = await given_application(engine, world, stage=Stage.CONTRACT)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(text("UPDATE origination.approval SET fee_minor = 20000"))
    await use(client, world, await given_coupon(client, world), application_id)

    order = await pay_out(engine, relay, world, application_id)
    await happened(engine, await loan_opened(engine, world, application_id))
    await relay.drain()

    assert order.fee.is_zero()
    [coupon] = (await client.get("/coupons", headers=STAFF)).json()["items"]
    assert (coupon["amount"]["amount"], coupon["waived"]["amount"]) == ("300.00", "200.00")


async def test_a_coupon_comes_back(client: AsyncClient, engine: Engine, relay: Relay) -> None:
    """When the company takes it back, and when its application ends without a payout."""
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    coupon_id = await given_coupon(client, world)
    await use(client, world, coupon_id, application_id)

    path, user = f"/coupons/{coupon_id}/use", user_of(world)
    back = await client.delete(path, headers=user)
    again = await client.delete(path, headers=user)
    assert (back.json()["state"], again.json()["code"]) == ("open", "coupons.not_used")
    assert (await look_at(engine, application_id)).waived is None

    await use(client, world, coupon_id, application_id)
    assert await states(client, world) == ["used"]
    wish = {"reason": "not_needed", "note": None}
    await act(client, application_id, "withdrawal", user, wish)
    await relay.drain()
    assert await states(client, world) == ["open"]


async def test_what_is_refused_changes_nothing(client: AsyncClient, engine: Engine) -> None:
    world, other = await given_world(engine), await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    paying = await given_application(engine, world, stage=Stage.ACTIVE)
    foreign = await given_application(engine, other, stage=Stage.REVIEW)
    first, second, third = [await given_coupon(client, world) for _ in range(3)]
    async with engine.begin(PLATFORM) as connection:
        late = text("UPDATE coupons.coupon SET valid_until = :day WHERE id = :id")
        given = {"day": TODAY - timedelta(days=1), "id": UUID(third)}
        await connection.execute(late, given)
    assert (await use(client, world, first, application_id)).status_code == 200
    before = await published(engine)

    withdraw = f"/coupons/{first}/withdrawal"
    refused = [
        await use(client, world, first, application_id),
        await use(client, world, second, application_id),
        await use(client, world, second, paying),
        await use(client, world, second, foreign),
        await use(client, other, second, foreign),
        await use(client, world, third, application_id),
        await client.post(withdraw, headers=STAFF | new_key()),
        await grant(client, world, "5000.01"),
        await grant(client, world, until=TODAY - timedelta(days=1)),
        await grant(client, world, until=TODAY + timedelta(days=366)),
    ]

    assert [each.json()["code"] for each in refused] == [
        "coupons.not_open",
        "origination.fee_waived_already",
        "origination.fee_fixed",
        "origination.not_found",
        "coupons.not_found",
        "coupons.not_open",
        "coupons.not_open",
        "coupons.too_large",
        "coupons.day_unfit",
        "coupons.day_unfit",
    ]
    assert await published(engine) == before
    assert await states(client, world) == ["expired", "open", "used"]
    unknown = {"company_code": "91330100MA0000000X", "amount": yuan("1.00")}
    unknown |= {"valid_until": TODAY.isoformat(), "reason": "新客"}
    nobody = await client.post("/coupons", json=unknown, headers=STAFF | new_key())
    assert nobody.json()["code"] == "parties.enterprise_not_found"
    withdrawn = await client.post(f"/coupons/{second}/withdrawal", headers=STAFF | new_key())
    assert withdrawn.json()["state"] == "withdrawn"
    assert (await use(client, world, new_id().hex, application_id)).status_code == 404
