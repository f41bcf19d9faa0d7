"""The relay: brings logged events to their handlers.

A delivery is claimed (noted at once, so that a handler which kills its process is counted), then
locked, handled and marked in one transaction. A crash at any point undoes that transaction as a
whole and the delivery is due again: exactly once inside this database, at least once towards
anything outside. Any number of relays may run side by side.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, or_, select, text, tuple_, update

from rongqu.infra.database import Engine
from rongqu.infra.event_log import WAKE_RELAYS, event_delivery, event_log, handle
from rongqu.infra.observability.work import watched_delivery
from rongqu.infra.tx import Clock, Tx, open_tx, utc_now
from rongqu.kernel.actor import SYSTEM

LEASE = timedelta(seconds=2)
"""How long a claim keeps others away until the row itself is locked."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPlan:
    """Wait `first`, then twice as long each time up to `longest`; park after `attempts`.

    `poll_seconds` bounds how late a retry may be. `crashes` are starts in a row without an
    outcome, after which the handler is held to kill its process and is parked too.
    """

    attempts: int = 10
    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(hours=1)
    crashes: int = 5
    poll_seconds: float = 1.0

    def delay_after(self, failures: int) -> timedelta:
        return min(self.first * 2 ** (failures - 1), self.longest)


DEFAULT_PLAN = RetryPlan()


@dataclass(frozen=True, slots=True)
class Claim:
    event_id: UUID
    handler: str
    starts: int


@dataclass(frozen=True, slots=True)
class Delivery:
    event_id: UUID
    handler: str
    attempts: int
    payload: dict[str, Any]
    correlation_id: UUID
    occurred_at: datetime


class Relay:
    """`modules` limits whose handlers it runs. Handlers act as SYSTEM."""

    def __init__(
        self,
        engine: Engine,
        *,
        plan: RetryPlan = DEFAULT_PLAN,
        clock: Clock = utc_now,
        modules: Collection[str] | None = None,
    ) -> None:
        self._engine = engine
        self._plan = plan
        self._clock = clock
        self._oldest_due = _oldest_due(modules)
        self._wake = asyncio.Event()
        self._stopping = False

    async def run(self, workers: int = 4) -> None:
        """Deliver until `stop`. Needs one connection for each worker and one to listen."""
        listening = asyncio.create_task(self._listen())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(workers):
                    group.create_task(self._work())
        finally:
            listening.cancel()
            await asyncio.wait([listening])

    def stop(self) -> None:
        """Let the deliveries under way end and take no others."""
        self._stopping = True
        self._wake.set()

    async def drain(self) -> int:
        """Deliver what is due now. Returns how many deliveries were tried."""
        tried = 0
        while await self.deliver_one():
            tried += 1
        return tried

    async def deliver_one(self) -> bool:
        """Claim the oldest due delivery, if there is one, and run its handler."""
        claim = await self._claim()
        if claim is None:
            return False
        async with open_tx(self._engine, SYSTEM, self._clock) as tx:
            delivery = await _take(tx, claim)
            if delivery is None:
                return True  # another relay was faster: look for the next
            if claim.starts > self._plan.crashes:
                await self._park_killer(tx, delivery)
                return True
            try:
                with watched_delivery(delivery.handler, delivery.correlation_id):
                    # In a savepoint: the delivery stays locked until its failure is noted.
                    async with tx.connection.begin_nested():
                        await _handle(tx, delivery)
            except Exception as error:
                await self._note_failure(tx, delivery, error)
            else:
                await _mark(tx, delivery, done_at=tx.now)
            return True

    async def deliver_together(self, limit: int) -> int:
        """Deliver what is due, up to `limit` in one transaction. Returns how many were tried.

        For simulations, where nobody else delivers. All of it happens or nothing; after a failure
        one is delivered by itself, so that the one to blame is found and noted.
        """
        try:
            return await self._deliver_batch(limit)
        except Exception as error:
            log.info("deliveries one by one after %s", type(error).__name__)
            return int(await self.deliver_one())

    async def _deliver_batch(self, limit: int) -> int:
        async with open_tx(self._engine, SYSTEM, self._clock) as tx:
            times = {"now": tx.now, "claimed_before": tx.now - LEASE}
            due = (await tx.connection.execute(self._oldest_due.limit(limit), times)).all()
            if not due:
                return 0
            which = _KEY.in_([(found.event_id, found.handler) for found in due])
            rows = await tx.connection.execute(
                _DELIVERY.where(which).order_by(event_delivery.c.position)
            )
            for delivery in [Delivery(*row) for row in rows]:
                with watched_delivery(delivery.handler, delivery.correlation_id):
                    await _handle(tx, delivery)
            await tx.connection.execute(update(event_delivery).where(which).values(done_at=tx.now))
        return len(due)

    async def _claim(self) -> Claim | None:
        """Count the start before it is made. The note need not survive a crash of the server."""
        async with open_tx(self._engine, SYSTEM, self._clock) as tx:
            await tx.connection.execute(text("SET LOCAL synchronous_commit = off"))
            times = {"now": tx.now, "claimed_before": tx.now - LEASE}
            found = (await tx.connection.execute(self._oldest_due, times)).one_or_none()
            if found is None:
                return None
            claim = Claim(found.event_id, found.handler, found.starts + 1)
            await _mark(tx, claim, starts=claim.starts, claimed_at=tx.now)
            return claim

    async def _park_killer(self, tx: Tx, delivery: Delivery) -> None:
        log.error("%s ended its process again and again; parked", delivery.handler)
        await _mark(tx, delivery, parked_at=tx.now, last_error="ProcessDied")

    async def _note_failure(self, tx: Tx, delivery: Delivery, error: Exception) -> None:
        failures = delivery.attempts + 1
        is_last = failures >= self._plan.attempts
        what = f"{delivery.handler} on event {delivery.event_id}"
        log.error("%s failed, attempt %d", what, failures, exc_info=error)
        await _mark(
            tx,
            delivery,
            attempts=failures,
            starts=0,
            claimed_at=None,
            retry_at=tx.now + self._plan.delay_after(failures),
            last_error=type(error).__qualname__,  # the message may quote personal data
            parked_at=tx.now if is_last else None,
        )

    async def _work(self) -> None:
        while not self._stopping:
            self._wake.clear()  # before looking: whatever is published from now on wakes us again
            try:
                found = await self.deliver_one()
            except Exception:
                log.exception("the database is away; what was under way is rolled back")
                found = False
            if not found and not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._plan.poll_seconds)

    async def _listen(self) -> None:
        """Wake the workers when something is published. Without it they still poll."""
        while True:
            try:
                await self._listen_until_disconnected()
            except Exception:
                log.exception("not listening; polling goes on")
            await asyncio.sleep(self._plan.poll_seconds)

    async def _listen_until_disconnected(self) -> None:
        disconnected = asyncio.Event()

        def wake(*_: object) -> None:
            self._wake.set()

        def give_up(*_: object) -> None:
            disconnected.set()

        async with self._engine.connect() as connection:
            driver = connection.driver
            driver.add_termination_listener(give_up)
            try:
                await driver.add_listener(WAKE_RELAYS.channel, wake)
                await disconnected.wait()
            finally:
                driver.terminate()  # a listening connection never goes back to the pool


_KEY = tuple_(event_delivery.c.event_id, event_delivery.c.handler)
_DELIVERY = select(
    event_delivery.c.event_id,
    event_delivery.c.handler,
    event_delivery.c.attempts,
    event_log.c.payload,
    event_log.c.correlation_id,
    event_log.c.occurred_at,
).join(event_log, event_log.c.id == event_delivery.c.event_id)


def _oldest_due(modules: Collection[str] | None) -> Select[UUID, str, int]:
    columns = event_delivery.c
    earlier = event_delivery.alias("earlier")
    due = (
        select(columns.event_id, columns.handler, columns.starts)
        .where(
            columns.done_at.is_(None),
            columns.parked_at.is_(None),
            or_(columns.retry_at.is_(None), columns.retry_at <= bindparam("now")),
            or_(columns.claimed_at.is_(None), columns.claimed_at <= bindparam("claimed_before")),
            # Order per subject: one that waits or is parked holds back the later ones.
            ~exists().where(
                earlier.c.handler == columns.handler,
                earlier.c.subject_id == columns.subject_id,
                earlier.c.position < columns.position,
                earlier.c.done_at.is_(None),
            ),
        )
        .order_by(columns.position)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if modules is not None:
        due = due.where(func.split_part(columns.handler, ".", 1).in_(sorted(modules)))
    return due


async def _handle(tx: Tx, delivery: Delivery) -> None:
    caused = replace(
        tx,
        correlation_id=delivery.correlation_id,
        cause=delivery.event_id,
        caused_at=delivery.occurred_at,
    )
    await handle(caused, delivery.handler, delivery.payload)


async def _take(tx: Tx, claim: Claim) -> Delivery | None:
    """Lock the delivery until the transaction ends; None when another relay has claimed it since.

    Waits for a lock instead of skipping it: a relay that looked at the row while we claimed it
    holds it until its own claim ends; nobody would deliver it before the lease is over.
    """
    columns = event_delivery.c
    row = (
        await tx.connection.execute(
            _DELIVERY.where(
                columns.event_id == claim.event_id,
                columns.handler == claim.handler,
                columns.starts == claim.starts,
                columns.done_at.is_(None),
                columns.parked_at.is_(None),
            ).with_for_update(of=event_delivery)
        )
    ).one_or_none()
    return None if row is None else Delivery(*row)


async def _mark(tx: Tx, delivery: Delivery | Claim, **values: datetime | int | str | None) -> None:
    this_one = (event_delivery.c.event_id == delivery.event_id) & (
        event_delivery.c.handler == delivery.handler
    )
    await tx.connection.execute(update(event_delivery).where(this_one).values(**values))
