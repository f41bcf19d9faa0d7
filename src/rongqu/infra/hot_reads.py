"""The few reads that open pages ask all day, on a short way to the database.

A hot read is declared beside its ordinary endpoint and answers the same address with the same
body. It only ever says yes: whatever is unusual (nobody known, a bad id, nothing found, an error)
goes on to the ordinary endpoint, which knows every refusal. A test compares the two answers.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.types import ASGIApp, Receive, Scope, Send

from rongqu.infra.database import Connection, Engine
from rongqu.infra.live import LiveBoard, News
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import DomainError

FRESH_SECONDS = 5.0
"""How long an actor is remembered without asking the database, if nothing is heard of it."""
MOST_REMEMBERED = 10_000

Answer = Callable[[Connection, Actor, UUID], Awaitable[bytes | None]]
"""The body of the answer as JSON, or None: then the ordinary endpoint is asked."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HotRead:
    prefix: str
    path: str
    answer: Answer

    @property
    def path_format(self) -> str:
        """How logs and metrics name it: as the ordinary route."""
        return self.path


_hot_reads: dict[str, HotRead] = {}


def hot_read(path: str) -> Callable[[Answer], Answer]:
    """Declare one: the path is the ordinary endpoint's, and ends in its one id."""
    prefix, _, parameter = path.rpartition("/")
    if not parameter.startswith("{"):
        raise ValueError("a hot read's path ends in its one parameter")

    def register(answer: Answer) -> Answer:
        _hot_reads[prefix] = HotRead(prefix, path, answer)
        return answer

    return register


@dataclass(frozen=True, slots=True)
class _Remembered:
    actor: Actor
    until: float


class ActorMemory:
    """Who sent a cookie a moment ago.

    Forgotten at once when identity tells of a change to the actor's organisation, and not used at
    all while this process does not hear the news.
    """

    def __init__(self, live: LiveBoard) -> None:
        self._live = live
        self._remembered: dict[bytes, _Remembered] = {}
        live.overhear(self._forget)

    def remember(self, cookie: bytes, actor: Actor) -> None:
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        until = time.monotonic() + FRESH_SECONDS
        self._remembered[_digest(cookie)] = _Remembered(actor, until)

    def recall(self, cookie: bytes) -> Actor | None:
        if not self._live.is_listening:
            return None
        found = self._remembered.get(_digest(cookie))
        return found.actor if found and found.until > time.monotonic() else None

    def _forget(self, news: News) -> None:
        if news.is_anew:
            self._remembered.clear()
        elif news.name.startswith("identity."):
            self._remembered = {
                digest: each
                for digest, each in self._remembered.items()
                if str(each.actor.organisation) not in news.parties
            }


class HotReads:
    """ASGI middleware, right before the application."""

    def __init__(self, app: ASGIApp, *, api: str, memory: ActorMemory, reading: Engine) -> None:
        self._app = app
        self._api = api
        self._memory = memory
        self._reading = reading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._try(scope) if _may_be_hot(scope) else None
        if body is None:
            await self._app(scope, receive, send)
            return
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _try(self, scope: Scope) -> bytes | None:
        prefix, _, last = scope["path"].removeprefix(self._api).rpartition("/")
        hot = _hot_reads.get(prefix)
        cookie = _cookie_of(scope)
        if hot is None or cookie is None:
            return None
        actor = self._memory.recall(cookie)
        if actor is None:
            return None
        try:
            async with self._reading.connect() as connection:
                body = await hot.answer(connection, actor, UUID(last))
        except (DomainError, ValueError):
            return None
        except Exception:
            log.exception("a hot read failed; the ordinary endpoint answers")
            return None
        scope["route"] = hot
        scope["rongqu.actor_id"] = actor.id
        return body


def _may_be_hot(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and not scope["query_string"]


def _cookie_of(scope: Scope) -> bytes | None:
    """None for programs: what they carry beside their key is not looked at."""
    headers = dict(scope["headers"])
    return None if b"authorization" in headers else headers.get(b"cookie")


def _digest(cookie: bytes) -> bytes:
    return hashlib.sha256(cookie).digest()
