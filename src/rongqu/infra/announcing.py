"""What was committed is told to the other processes right after the commit, not by it.

A transaction that notifies holds one lock of the whole database until its commit is on disk: with
NOTIFY in every transaction, commits go to the disk one after another instead of together, and the
disk's latency bounds what the platform can do. So each process tells what its own transactions have
committed in statements of their own that wait for no disk, as many at once as have gathered.

Whoever is killed between the commit and the telling leaves something untold. Deliveries and jobs
are found by looking, once a second. Open pages are told by ANEW, when the next process starts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rongqu.infra.pool import Pool
from rongqu.infra.scopes import APP_ROLE

log = logging.getLogger(__name__)

AT_ONCE = 1000
GATHER_SECONDS = 0.003
"""Before telling: a statement for each piece of news would cost as much as many a change."""

# Its own commit waits for no disk: there is nothing in it that could be lost.
_TELL = """
    SELECT set_config('synchronous_commit', 'off', true), pg_notify(channel, payload)
    FROM unnest($1::text[], $2::text[]) AS told (channel, payload)
"""


@dataclass(frozen=True, slots=True)
class Announcement:
    channel: str
    payload: str


class Listener(Protocol):
    """Is told what an engine's transactions have committed."""

    def tell(self, announcements: Sequence[Announcement]) -> None: ...

    async def settle(self) -> None: ...


class Announcer:
    """Tells the other processes; one for each engine. It never fails and keeps nobody waiting."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._waiting: list[Announcement] = []
        self._telling: asyncio.Task[None] | None = None

    def tell(self, announcements: Sequence[Announcement]) -> None:
        self._waiting += announcements
        if self._waiting and (self._telling is None or self._telling.done()):
            self._telling = asyncio.create_task(self._tell_all())

    async def settle(self) -> None:
        """Wait until everything is told."""
        if self._telling is not None:
            await asyncio.wait([self._telling])

    async def _tell_all(self) -> None:
        try:
            await asyncio.sleep(GATHER_SECONDS)
            channel = await self._pool.take()
            try:
                tell = (await channel.prepare(_TELL, APP_ROLE)).statement
                while self._waiting:
                    told, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                    await tell.fetch(
                        [each.channel for each in told], [each.payload for each in told]
                    )
            finally:
                self._pool.give_back(channel)
        except Exception:
            log.exception("something was not told; it will be found by looking")
