"""Planted records and keys 蜜罐: nobody has a reason to open them, so whoever does is looked at.

The operator makes a company, an application or whatever is worth stealing, names its id in
`RONGQU_WEB_CANARY_RECORDS`, and leaves made-up keys (`RONGQU_WEB_CANARY_KEYS`) where only thieves
look. The answer is what it would be without: a trap does not show itself. That it was touched is on
record before the answer leaves, with who it was, also when they had every right.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rongqu.events.identity import CanaryOpened
from rongqu.infra.clock import Clock
from rongqu.infra.database import Engine
from rongqu.infra.observability.requests import ACTOR_ID, CORRELATION_ID
from rongqu.infra.settings import Settings
from rongqu.infra.tx import open_tx
from rongqu.infra.web import address_of
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.identity.attempts import lock_address


@dataclass(frozen=True, slots=True)
class Planted:
    """Keys as they are compared: by SHA-256."""

    records: frozenset[UUID]
    keys: frozenset[bytes]

    def touched_by(self, scope: Scope) -> tuple[str, UUID] | None:
        """The kind of trap and its id; of a key, one that is made from its hash."""
        for name, value in scope["headers"]:
            if name == b"authorization":
                digest = _digest(value.partition(b" ")[2].strip())
                if digest in self.keys:
                    return "key", UUID(bytes=digest[:16])
        for segment in scope["path"].split("/"):
            with suppress(ValueError):
                if (named := UUID(segment)) in self.records:
                    return "record", named
        return None


NOTHING_PLANTED = Planted(frozenset(), frozenset())


@cache
def planted() -> Planted:
    web = Settings.from_environment().web
    return Planted(
        records=frozenset(UUID(each) for each in _listed(web.canary_records)),
        keys=frozenset(_digest(each.encode()) for each in _listed(web.canary_keys)),
    )


def _listed(setting: str) -> list[str]:
    return [each.strip() for each in setting.split(",") if each.strip()]


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


class Traps:
    """ASGI middleware; an application without anything planted goes without."""

    def __init__(self, app: ASGIApp, *, planted: Planted, engine: Engine, clock: Clock) -> None:
        self._app = app
        self._planted = planted
        self._engine = engine
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        touched = self._planted.touched_by(scope) if scope["type"] == "http" else None
        if touched is None:
            await self._app(scope, receive, send)
            return

        async def tell_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._tell(scope, *touched)
            await send(message)

        await self._app(scope, receive, tell_and_send)

    async def _tell(self, scope: Scope, trap: str, subject_id: UUID) -> None:
        """A thief of keys is locked out by address; whoever is signed in may share the office's."""
        address, opened_by = address_of(scope), scope.get(ACTOR_ID)
        tx = open_tx(self._engine, SYSTEM, self._clock, scope.get(CORRELATION_ID), address)
        async with tx as alarm:
            if trap == "key" and address is not None:
                await lock_address(alarm, address)
            await alarm.publish(CanaryOpened(subject_id=subject_id, trap=trap, opened_by=opened_by))
