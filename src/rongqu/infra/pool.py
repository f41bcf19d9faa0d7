"""Connections of the bare driver: opened when needed, given back clean, closed when in doubt."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  it has none
import msgspec

from rongqu.infra.statements import Attribute
from rongqu.kernel.errors import Busy

WAIT_SECONDS = 30.0
"""For a connection, when all are taken."""
CLOSE_SECONDS = 5.0
MOST_PREPARED = 400
"""Statements that the server keeps ready for one connection."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement that the server has parsed and planned, on one connection."""

    statement: Any
    attributes: tuple[Attribute, ...]


@dataclass(slots=True, eq=False)
class Channel:
    """One connection of the driver, with what it has prepared."""

    driver: Any
    prepared: OrderedDict[tuple[str, str], Prepared] = field(
        default_factory=OrderedDict[tuple[str, str], Prepared]
    )
    scope: str = ""
    """What the session was told last; a transaction is told anew for itself."""
    _names: int = 0

    async def prepare(self, sql: str, role: str) -> Prepared:
        """Kept for each role: the server would plan anew whenever another one runs it."""
        key = (role, sql)
        ready = self.prepared.get(key)
        if ready is not None:
            self.prepared.move_to_end(key)
            return ready
        self._names += 1  # one without a name the server would parse and plan each time anew
        statement = await self.driver.prepare(sql, name=f"rongqu_{self._names}")
        attributes = tuple(Attribute(a.name, a.type.oid) for a in statement.get_attributes())
        ready = self.prepared[key] = Prepared(statement, attributes)
        if len(self.prepared) > MOST_PREPARED:
            self.prepared.popitem(last=False)
        return ready

    def forget(self) -> None:
        """A table has changed its shape: what was prepared for the old one is of no use."""
        self.prepared.clear()

    @property
    def is_clean(self) -> bool:
        return not self.driver.is_closed() and not self.driver.is_in_transaction()


class Pool:
    """At most `size` connections; the one used last is taken first, so that the others may age."""

    def __init__(self, url: str, size: int, server_settings: Mapping[str, str]) -> None:
        self._url = url.replace("postgresql+asyncpg://", "postgresql://", 1)
        self._settings = dict(server_settings)
        self._places = asyncio.Semaphore(size)
        self._free: list[Channel] = []
        self.taken = 0

    async def take(self) -> Channel:
        """Raises Busy when none becomes free in time."""
        if self._places.locked():
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await self._places.acquire()
            except TimeoutError:
                raise Busy from None
        else:
            await self._places.acquire()
        try:
            channel = self._find_free() or await self._open()
        except BaseException:
            self._places.release()
            raise
        self.taken += 1
        return channel

    def give_back(self, channel: Channel) -> None:
        """One that is closed, or still in a transaction, is not used again."""
        self.taken -= 1
        if channel.is_clean:
            self._free.append(channel)
        else:
            channel.driver.terminate()
        self._places.release()

    async def close(self) -> None:
        """Those that are free; those that are taken are closed when they come back."""
        while self._free:
            await self._free.pop().driver.close(timeout=CLOSE_SECONDS)

    def _find_free(self) -> Channel | None:
        while self._free:
            channel = self._free.pop()
            if not channel.driver.is_closed():
                return channel
        return None

    async def _open(self) -> Channel:
        driver = await cast(Any, asyncpg).connect(
            self._url, server_settings=self._settings, statement_cache_size=0
        )
        for kind in ("json", "jsonb"):
            await driver.set_type_codec(
                kind, schema="pg_catalog", encoder=str, decoder=msgspec.json.decode
            )
        return Channel(driver)
