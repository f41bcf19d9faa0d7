"""Collectors: hear the events that they declare, many at once and in order, each exactly once.

An event waits in the collector's inbox (`infra.event_inbox`). One transaction takes the oldest,
hands them over and empties their lines: a crash leaves all of them waiting, nothing is taken twice.
One process at a time collects for a collector; the others look again later.

The order is that of positions among the events that are committed. An event that commits late comes
later, so events of one subject keep their order (whoever publishes about it has locked it).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import BigInteger, any_, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from rongqu.infra.event_log import (
    Collect,
    Logged,
    event_inbox,
    event_log,
    registered_collectors,
    statement_of_event,
)
from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx

AT_ONCE = 2048
PAUSE_SECONDS = 0.5
"""Between two collections while few events wait: the longest that an event waits under load."""

log = logging.getLogger(__name__)


class Collector:
    """Runs one collector until it is stopped."""

    def __init__(self, work: Work, name: str, at_once: int = AT_ONCE) -> None:
        self._work = work
        self._name = name
        self._collect: Collect = registered_collectors()[name]
        self._at_once = at_once
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            started = time.monotonic()
            try:
                taken = await self.collect()
            except Exception:
                log.exception("%s failed; what it was given waits", self._name)
                taken = 0
            if taken < self._at_once:
                rest = max(0.0, PAUSE_SECONDS - (time.monotonic() - started))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), rest)

    def stop(self) -> None:
        self._stopping.set()

    async def collect(self) -> int:
        """Hand over what waits, up to a limit. Returns how many events there were."""
        async with self._work.open_tx() as tx:
            if not await self._is_ours(tx):
                return 0
            rows = await tx.connection.execute(
                _WAITING, {"collector": self._name, "at_once": self._at_once}
            )
            events = [Logged(row.id, row.position, row.statement) for row in rows]
            if events:
                await self._collect(self._work, tx, events)
                taken = {"collector": self._name, "positions": [each.position for each in events]}
                await tx.connection.execute(_TAKE, taken)
            return len(events)

    async def drain(self) -> int:
        """Until nothing waits. Returns how many events were handed over."""
        total = 0
        while taken := await self.collect():
            total += taken
        return total

    async def _is_ours(self, tx: Tx) -> bool:
        lock = await tx.connection.execute(_LOCK, {"name": self._name})
        return bool(lock.scalar_one())


def collectors_of(work: Work, modules: Collection[str] | None = None) -> list[Collector]:
    """Those of all rooms, or only of some."""
    return [
        Collector(work, name)
        for name in registered_collectors()
        if modules is None or name.partition(".")[0] in modules
    ]


_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
_WAITING = (
    select(event_log.c.id, event_inbox.c.position, statement_of_event().label("statement"))
    .join(event_log, event_log.c.id == event_inbox.c.event_id)
    .where(event_inbox.c.collector == bindparam("collector"))
    .order_by(event_inbox.c.position)
    .limit(bindparam("at_once"))
)
_TAKE = delete(event_inbox).where(
    event_inbox.c.collector == bindparam("collector"),
    event_inbox.c.position == any_(bindparam("positions", type_=ARRAY(BigInteger))),
)
