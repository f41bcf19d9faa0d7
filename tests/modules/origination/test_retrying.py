"""A payout that is held is tried again: by the clock, or by either side."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from httpx2 import AsyncClient
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.database import Engine
from rongqu.infra.policies import policy
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.origination.actions.retry_held_payouts import retry_held_payouts
from rongqu.modules.origination.queries import get_application
from rongqu.modules.origination.types import HeldReason, Hold
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import pay_in, post
from tests.builders.origination import given_accounts, given_signed, given_world, look_at

MILLION = Money(1_000_000_00, "CNY")
NOTHING = Money(0, "CNY")


class Undone(Exception):
    """Rolls a test's transaction back: policies are kept from test to test."""


async def test_what_is_above_a_limit_is_tried_again_until_the_limit_lets_it(
    engine: Engine, relay: Relay
) -> None:
    """Two of a million, and one and a half a day: the second waits, until two a day are allowed."""
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    both = [await given_signed(engine, world) for _ in range(2)]
    await relay.drain()
    await post(engine, pay_in(world.institution_id, 2 * MILLION.minor))
    seen = list[list[Hold | None]]()

    with suppress(Undone):
        async with open_tx(engine, SYSTEM) as tx:
            for limit in (1_500_000, 1_500_000, 2_000_000):
                await limit_of_day(tx, limit)
                await retry_held_payouts(tx, world.institution_id)
                held = [await get_application(tx, each) for each in both]
                seen.append([each.hold for each in held])
            raise Undone

    above = Hold(reason=HeldReason.LIMIT, detail="payments.day_limit_reached")
    assert seen == [[None, above], [None, above], [None, None]]


async def limit_of_day(tx: Tx, limit: int) -> None:
    first = date(2026, 1, 1)
    values = {"key": "payments.day_limit_payout", "value": limit, "valid_from": first}
    who = {"id": new_id(), "author_id": new_id(), "reason": "x", "recorded_at": tx.now}
    new = insert(policy).values(**values, **who)
    again = new.on_conflict_do_update(index_elements=["key", "valid_from"], set_={"value": limit})
    await tx.connection.execute(again)


@pytest.mark.parametrize("side", ["applicant", "lender"])
async def test_either_side_may_set_a_payout_going_and_the_lenders_money_is_seen(
    client: AsyncClient, engine: Engine, relay: Relay, side: str
) -> None:
    """Row-level security hides a lender's balance from the applicant: the platform goes on."""
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    application_id = await given_signed(engine, world)
    await relay.drain()
    await post(engine, pay_in(world.institution_id, MILLION.minor))
    rights = ("origination:view", "origination:retry_payout")
    applicant = signed_in(*rights, organisation=world.enterprise_id)
    who = world.approver if side == "lender" else applicant

    asked = await client.post(
        f"/applications/{application_id}/payout-retry", headers=who | new_key()
    )
    await relay.drain()

    assert asked.status_code == 200, asked.text
    paying = await look_at(engine, application_id)
    assert (paying.hold, paying.payout_order_id is not None) == (None, True)
    assert (await published(engine)).count("payments.payment_ordered.v1") == 1
