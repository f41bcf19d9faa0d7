"""The short way to one order gives the very answer of the ordinary endpoint, or none."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Connection, Engine, create_engine
from rongqu.infra.scopes import scope_of
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Actor
from rongqu.kernel.errors import NotAllowed
from rongqu.kernel.ids import BatchId, OrganisationId
from rongqu.modules.payments.endpoints import payment_order_bytes
from rongqu.modules.payments.public import OrderStatus, PaymentOrder, order_payout
from rongqu.modules.payments.schemas import PaymentOrderBody, encode_order
from tests.builders.actors import given_actor, signed_in
from tests.builders.payments import a_payout, given_account

VIEW = "payments:view"


@asynccontextmanager
async def read_as(engine: Engine, actor: Actor) -> AsyncGenerator[Connection]:
    reading = create_engine(engine.url, pool_size=1, read_only=True)
    async with reading.connect(scope_of(actor)) as connection:
        yield connection
    await reading.dispose()


async def given_payout(engine: Engine) -> tuple[PaymentOrder, OrganisationId]:
    lender = await given_account(engine, balance_minor=1_000_000_00)
    borrower = await given_account(engine)
    async with open_tx(engine, SYSTEM) as tx:
        return await order_payout(tx, a_payout(lender, borrower, 100_000_00)), borrower


async def test_both_ways_give_one_answer(client: AsyncClient, engine: Engine) -> None:
    order, borrower = await given_payout(engine)
    actor = given_actor(VIEW, organisation=borrower)

    async with read_as(engine, actor) as reading:
        hot = await payment_order_bytes(reading, actor, order.id)
    ordinary = await client.get(
        f"/payments/orders/{order.id}", headers=signed_in(VIEW, organisation=borrower)
    )

    assert hot is not None
    assert json.loads(hot) == ordinary.json()


@pytest.mark.parametrize("has_ended", [False, True])
async def test_the_bytes_say_what_the_declared_body_says(engine: Engine, has_ended: bool) -> None:
    order, _ = await given_payout(engine)
    if has_ended:
        at = order.ordered_at
        order = replace(
            order,
            status=OrderStatus.FAILED,
            reason_code="account_closed",
            bank_order_no="B1",
            batch_id=BatchId(order.id),
            sent_at=at,
            ask_at=at,
            ended_at=at.replace(microsecond=0),
            settled_on=order.value_date,
            contradicted_at=at,
        )

    assert json.loads(encode_order(order)) == json.loads(
        PaymentOrderBody.of(order).model_dump_json()
    )


async def test_a_strangers_order_is_left_to_the_ordinary_endpoint(
    engine: Engine,
) -> None:
    order, _ = await given_payout(engine)
    actor = given_actor(VIEW)

    async with read_as(engine, actor) as reading:
        assert await payment_order_bytes(reading, actor, order.id) is None


async def test_the_short_way_asks_for_the_permission_too(
    engine: Engine,
) -> None:
    order, borrower = await given_payout(engine)
    actor = given_actor(organisation=borrower)

    async with read_as(engine, actor) as reading:
        with pytest.raises(NotAllowed):
            await payment_order_bytes(reading, actor, order.id)
