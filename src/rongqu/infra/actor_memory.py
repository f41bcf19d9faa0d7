"""Who asked a moment ago: what the short ways of hot reads and hot writes believe.

Forgotten at once when identity tells of a change to the actor's organisation, and when a business
day ends, because roles may end with it; not used at all while this process does not hear the news.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rongqu.infra.clock import Clock
from rongqu.infra.live import LiveBoard, News
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import business_date_at, start_of_day

FRESH_SECONDS = 5.0
"""How long an actor is remembered without asking the database, if nothing is heard of it."""
MOST_REMEMBERED = 10_000

SESSION_ID = "rongqu.session_id"
"""Key of the ASGI scope: set by whoever found the actor by a session."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody whose cookie and CSRF token were checked together a moment ago."""

    actor: Actor
    session_id: UUID


@dataclass(frozen=True, slots=True)
class _Remembered:
    actor: Actor
    session_id: UUID | None
    until: float
    day_ends: datetime


class ActorMemory:
    def __init__(self, live: LiveBoard, clock: Clock) -> None:
        self._live = live
        self._clock = clock
        self._remembered: dict[bytes, _Remembered] = {}
        live.overhear(self._forget)

    def remember(self, cookie: bytes, actor: Actor) -> None:
        self._keep(_digest(cookie), actor, None)

    def recall(self, cookie: bytes) -> Actor | None:
        found = self._find(_digest(cookie))
        return None if found is None else found.actor

    def remember_writer(self, cookie: bytes, csrf_token: bytes, writer: Writer) -> None:
        self._keep(_digest(cookie + b"\0" + csrf_token), writer.actor, writer.session_id)

    def recall_writer(self, cookie: bytes, csrf_token: bytes) -> Writer | None:
        """Only whoever sends both as they were checked: what one of them opens, reads."""
        found = self._find(_digest(cookie + b"\0" + csrf_token))
        if found is None or found.session_id is None:
            return None
        return Writer(found.actor, found.session_id)

    def _keep(self, key: bytes, actor: Actor, session_id: UUID | None) -> None:
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        until = time.monotonic() + FRESH_SECONDS
        day_ends = start_of_day(business_date_at(self._clock()) + timedelta(days=1))
        self._remembered[key] = _Remembered(actor, session_id, until, day_ends.astimezone(UTC))

    def _find(self, key: bytes) -> _Remembered | None:
        if not self._live.is_listening:
            return None
        found = self._remembered.get(key)
        if found is None or found.until <= time.monotonic():
            return None
        return found if self._clock() < found.day_ends else None

    def _forget(self, news: News) -> None:
        if news.is_anew:
            self._remembered.clear()
        elif news.name.startswith("identity."):
            self._remembered = {
                key: each
                for key, each in self._remembered.items()
                if str(each.actor.organisation) not in news.parties
            }


def _digest(sent: bytes) -> bytes:
    return hashlib.sha256(sent).digest()
