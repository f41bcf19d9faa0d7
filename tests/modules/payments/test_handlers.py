"""What happens by itself: accounts for new organisations, and the bank told of orders."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from rongqu.events.identity import OrganisationCreated
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.identity.tables import organisation
from rongqu.modules.payments.actions.record_silence import record_silence
from rongqu.modules.payments.errors import AccountNotFound
from rongqu.modules.payments.public import AccountStatus, get_custody_account
from tests.builders.payments import a_payout, given_account, order


async def given_organisation(engine: Engine, kind: str) -> OrganisationId:
    owner = OrganisationId(new_id())
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(
            organisation.insert().values(id=owner, name="甲公司", kind=kind, created_at=tx.now)
        )
        await tx.publish(OrganisationCreated(subject_id=owner, parties=(owner,), kind=kind))
    return owner


async def waiting_jobs(engine: Engine) -> list[tuple[str, bool]]:
    """Name, and whether it waits for a later time."""
    async with engine.connect(PLATFORM) as connection:
        waiting = text(
            "SELECT task_name, scheduled_at IS NOT NULL AND scheduled_at > now()"
            " FROM procrastinate_jobs ORDER BY id"
        )
        return [(row[0], row[1]) for row in (await connection.execute(waiting)).all()]


async def deliver_again(engine: Engine, relay: Relay) -> None:
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            update(event_delivery)
            .where(event_delivery.c.handler.like("payments.%"))
            .values(done_at=None)
        )
    await relay.drain()


@pytest.mark.parametrize("kind", ["enterprise", "institution", "investor"])
async def test_a_new_organisation_gets_one_account(engine: Engine, relay: Relay, kind: str) -> None:
    owner = await given_organisation(engine, kind)

    await relay.drain()
    await deliver_again(engine, relay)

    async with open_tx(engine, SYSTEM) as tx:
        account = await get_custody_account(tx, owner)
    assert (account.status, account.name) == (AccountStatus.OPENING, "甲公司")
    assert {name for name, _ in await waiting_jobs(engine)} == {"payments.open_bank_account"}


async def test_staff_have_no_account(engine: Engine, relay: Relay) -> None:
    owner = await given_organisation(engine, "operations")

    await relay.drain()

    async with open_tx(engine, SYSTEM) as tx:
        with pytest.raises(AccountNotFound):
            await get_custody_account(tx, owner)


async def test_the_bank_is_told_of_an_order(engine: Engine, relay: Relay) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    await order(engine, a_payout(lender, borrower, 900))

    await relay.drain()

    assert await waiting_jobs(engine) == [("payments.send_orders", False)]


async def test_after_silence_the_bank_is_asked_once_when_the_pause_has_ended(
    engine: Engine, relay: Relay
) -> None:
    lender, borrower = await given_account(engine, balance_minor=1000), await given_account(engine)
    ordered = await order(engine, a_payout(lender, borrower, 900))
    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await record_silence(tx, ordered.id)

    await relay.drain()

    assert await waiting_jobs(engine) == [
        ("payments.send_orders", False),
        ("payments.ask_order", True),
    ]
