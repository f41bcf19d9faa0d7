"""Tx: one request, delivery or job, in one database transaction, on behalf of one actor."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from rongqu.infra import event_log
from rongqu.infra.clock import Clock as Clock
from rongqu.infra.clock import utc_now as utc_now
from rongqu.infra.database import Connection, Engine
from rongqu.infra.job_queue import Deferral, enqueue
from rongqu.infra.scopes import NOBODY, scope_of
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.errors import DomainError
from rongqu.kernel.events import Event
from rongqu.kernel.ids import new_id

WhoActs = Callable[[Connection, datetime], Awaitable[Actor]]
"""Finds the actor by the transaction's own connection, as a session or a key is looked up."""
Record = Callable[["Tx"], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tx:
    """Handed to every action and query, never to rules: pure functions get values."""

    connection: Connection
    actor: Actor
    now: datetime
    correlation_id: UUID = field(default_factory=new_id)
    cause: UUID | None = None
    """Id of the event that is being handled: what a handler makes can carry it as its key."""
    caused_at: datetime | None = None
    """When that event occurred; `now` is when it is handled."""
    address: str | None = None
    """Whence the request came."""
    aftermath: list[Record] = field(default_factory=list[Record], repr=False)

    @property
    def business_date(self) -> date:
        return business_date_at(self.now)

    async def publish(self, event: Event) -> None:
        """Record the fact: audit entry, outgoing message and live update at once."""
        await event_log.record(self, event)

    async def publish_all(self, events: Sequence[Event]) -> None:
        """Many facts of one change, such as those of a day's end, in a few statements."""
        await event_log.record_many(self, events)

    async def defer(self, wish: Deferral) -> None:
        """Enqueue a job that runs only if this transaction commits."""
        await enqueue(self.connection, wish)

    def if_refused(self, record: Record) -> None:
        """Do this in a transaction of its own when a refusal rolls this one back: that somebody
        tried in vain has to stay on record."""
        self.aftermath.append(record)


@asynccontextmanager
async def open_tx(
    engine: Engine,
    actor: Actor | WhoActs,
    clock: Clock = utc_now,
    correlation_id: UUID | None = None,
    address: str | None = None,
) -> AsyncGenerator[Tx]:
    """The only place that commits."""
    tx: Tx | None = None
    known = scope_of(actor) if isinstance(actor, Actor) else NOBODY
    try:
        async with engine.begin(known) as connection:
            now = clock()
            if not isinstance(actor, Actor):
                actor = await actor(connection, now)
                await connection.enter(scope_of(actor))
            tx = Tx(
                connection=connection,
                actor=actor,
                now=now,
                correlation_id=correlation_id or new_id(),
                address=address,
            )
            yield tx
    except DomainError:
        if tx is not None and tx.aftermath:
            await _record_aftermath(engine, tx)
        raise


async def _record_aftermath(engine: Engine, refused: Tx) -> None:
    async with engine.begin(scope_of(refused.actor)) as connection:
        tx = replace(refused, connection=connection, aftermath=[])
        for record in refused.aftermath:
            await record(tx)
