"""The few reads that open pages ask all day, on a short way to the database.

A hot read is declared beside its ordinary endpoint and answers the same address with the same
body. It only ever says yes: whatever is unusual (nobody known, a bad id, nothing found, an error)
goes on to the ordinary endpoint, which knows every refusal. A test compares the two answers.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.types import ASGIApp, Receive, Scope, Send

from rongqu.infra.actor_memory import ActorMemory
from rongqu.infra.database import Connection, Engine
from rongqu.infra.hot_ways import HotWay, send_json
from rongqu.infra.observability.requests import ACTOR_ID
from rongqu.infra.scopes import scope_of
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import DomainError

Answer = Callable[[Connection, Actor, UUID], Awaitable[bytes | None]]
"""The body of the answer as JSON, or None: then the ordinary endpoint is asked."""

log = logging.getLogger(__name__)


_hot_reads: dict[str, HotWay[Answer]] = {}


def hot_read(path: str) -> Callable[[Answer], Answer]:
    """Declare one: the path is the ordinary endpoint's, and ends in its one id."""

    def register(answer: Answer) -> Answer:
        way = HotWay(path, answer)
        _hot_reads[way.prefix] = way
        return answer

    return register


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
        await send_json(send, body)

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
            async with self._reading.connect(scope_of(actor)) as connection:
                body = await hot.answer(connection, actor, UUID(last))
        except (DomainError, ValueError):
            return None
        except Exception:
            log.exception("a hot read failed; the ordinary endpoint answers")
            return None
        scope["route"] = hot
        scope[ACTOR_ID] = actor.id
        return body


def _may_be_hot(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and not scope["query_string"]


def _cookie_of(scope: Scope) -> bytes | None:
    """None for programs: what they carry beside their key is not looked at."""
    headers = dict(scope["headers"])
    return None if b"authorization" in headers else headers.get(b"cookie")
