from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Row, select
from sqlalchemy import text as sql

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery, event_log
from rongqu.infra.jobs import libpq_url
from rongqu.infra.relay import Relay, RetryPlan
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from tests.infra.noted import Effect, Noted

pytestmark = pytest.mark.usefixtures("engine")


@dataclass
class HandClock:
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def given_noted(engine: Engine, subject: UUID, *texts: str) -> None:
    for text in texts:
        async with open_tx(engine, SYSTEM) as tx:
            await tx.publish(Noted(subject_id=subject, text=text))


async def effects(engine: Engine, subject: UUID) -> list[str]:
    of_subject = (
        select(event_log.c.payload)
        .where(event_log.c.name == Effect.name, event_log.c.subject_id == subject)
        .order_by(event_log.c.position)
    )
    async with engine.connect(PLATFORM) as connection:
        return [payload["text"] for payload in (await connection.execute(of_subject)).scalars()]


async def delivery_of(engine: Engine, subject: UUID) -> Row[*tuple[object, ...]]:
    first = (
        select(event_delivery)
        .where(event_delivery.c.subject_id == subject)
        .order_by(event_delivery.c.position)
        .limit(1)
    )
    async with engine.connect(PLATFORM) as connection:
        return (await connection.execute(first)).one()


async def waits_for_a_lock(engine: Engine) -> bool:
    """Whether anybody does."""
    waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    async with engine.connect() as connection:
        found = await connection.execute(sql(f"{waiting} AND wait_event_type = 'Lock'"))
        return bool(found.all())


async def test_what_is_rolled_back_was_never_published(engine: Engine, relay: Relay) -> None:
    with suppress(ZeroDivisionError):
        async with open_tx(engine, SYSTEM) as tx:
            await tx.publish(Noted(subject_id=new_id(), text="lost"))
            raise ZeroDivisionError

    assert await relay.drain() == 0


async def test_several_relays_deliver_each_once_and_each_subject_in_order(
    engine: Engine,
) -> None:
    subjects = [new_id() for _ in range(4)]
    texts = ["1", "2", "3", "4", "5"]
    for subject in subjects:
        await given_noted(engine, subject, *texts)

    relays = [Relay(engine) for _ in range(5)]
    tried = 0
    while round_tried := sum(await asyncio.gather(*(relay.drain() for relay in relays))):
        tried += round_tried

    assert tried == len(subjects) * len(texts)
    assert [await effects(engine, subject) for subject in subjects] == [texts] * len(subjects)


async def test_who_only_looks_at_a_claimed_delivery_does_not_keep_it_from_its_relay(
    engine: Engine, database_url: str
) -> None:
    subject = new_id()
    await given_noted(engine, subject, "1")
    with psycopg.connect(libpq_url(database_url)) as looking:
        looking.execute("SET ROLE rongqu_platform")
        times = iter((None, "SELECT FROM infra.event_delivery FOR UPDATE"))

        def clock() -> datetime:
            """Asked when the delivery is claimed, and again before it is locked."""
            if statement := next(times, None):
                looking.execute(statement)
            return utc_now()

        delivering = asyncio.create_task(Relay(engine, clock=clock).deliver_one())
        async with asyncio.timeout(10):
            while not delivering.done() and not await waits_for_a_lock(engine):
                await asyncio.sleep(0.01)
        looking.rollback()

    assert await delivering
    assert await effects(engine, subject) == ["1"]


async def test_many_in_one_transaction_keep_the_order_and_what_failed_is_noted(
    engine: Engine, relay: Relay
) -> None:
    unlucky, other = new_id(), new_id()
    await given_noted(engine, unlucky, "fails", "after")
    await given_noted(engine, other, "1", "2")

    rounds = [await relay.deliver_together(10) for _ in range(4)]

    assert rounds == [1, 1, 1, 0]
    assert await effects(engine, unlucky) == []
    assert await effects(engine, other) == ["1", "2"]
    delivery = await delivery_of(engine, unlucky)
    assert (delivery.attempts, delivery.done_at) == (1, None)


async def test_a_failure_holds_back_its_own_subject_only(engine: Engine, relay: Relay) -> None:
    unlucky, other = new_id(), new_id()
    await given_noted(engine, unlucky, "fails", "after")
    await given_noted(engine, other, "1", "2")

    assert await relay.drain() == 3

    assert await effects(engine, unlucky) == []
    assert await effects(engine, other) == ["1", "2"]


async def test_a_failure_waits_longer_each_time_and_is_parked_at_last(
    engine: Engine,
) -> None:
    clock, unlucky = HandClock(), new_id()
    relay = Relay(engine, plan=RetryPlan(attempts=4), clock=clock)
    await given_noted(engine, unlucky, "fails", "after")

    for seconds in (1, 2, 4):
        assert await relay.drain() == 1
        clock.now += timedelta(seconds=seconds - 0.001)
        assert await relay.drain() == 0
        clock.now += timedelta(seconds=0.001)
    assert await relay.drain() == 1
    clock.now += timedelta(days=365)
    assert await relay.drain() == 0

    delivery = await delivery_of(engine, unlucky)
    assert delivery.attempts == 4
    assert delivery.last_error == "ValueError"
    assert delivery.parked_at is not None
    assert await effects(engine, unlucky) == []


async def test_a_relay_killed_in_the_middle_loses_nothing(
    engine: Engine, relay: Relay, database_url: str
) -> None:
    subject = new_id()
    await given_noted(engine, subject, "1", "2")
    program = f"""
import asyncio
from tests.infra.noted import run_relay
asyncio.run(run_relay({database_url!r}))
"""
    doomed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program),
        env=os.environ | {"HANG": "in the handler"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert doomed.stdout is not None
    assert await doomed.stdout.readline() == b"inside\n"
    assert await relay.drain() == 0, "what another relay is handling is not taken"

    doomed.kill()
    await doomed.wait()

    assert await effects(engine, subject) == []
    async with asyncio.timeout(5):  # the server takes a moment to see that a client is gone
        while await effects(engine, subject) != ["1", "2"]:
            await relay.drain()


async def test_a_published_event_wakes_the_relay_at_once(engine: Engine) -> None:
    subject = new_id()
    relay = Relay(engine, plan=RetryPlan(poll_seconds=60))
    running = asyncio.create_task(relay.run(workers=2))
    await asyncio.sleep(0.2)  # it has found nothing and waits

    await given_noted(engine, subject, "1")
    await asyncio.sleep(0.2)

    assert await effects(engine, subject) == ["1"]
    relay.stop()
    await running
