"""The few writes that pages send while somebody types, on a short way to the database.

A hot write is declared beside its ordinary endpoint and answers the same address with the same
body. Like a hot read it only ever says yes: whatever is unusual goes on to the ordinary endpoint,
which knows every refusal. It is taken only for a cookie and a CSRF token that an ordinary write has
just checked together, and has two statements instead of a transaction:

1. look, without a lock, at what is to be changed, and whether the session is still good
   (`identity.public.is_still_in`); decide by the room's ordinary rules;
2. change it, log the event and its deliveries in one statement (`event_log.change_and_record`),
   guarded by the version that was looked at: if anything has changed since, nothing happens.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rongqu.infra.actor_memory import ActorMemory, Writer
from rongqu.infra.clock import Clock
from rongqu.infra.database import Connection, Engine
from rongqu.infra.hot_ways import HotWay, send_json
from rongqu.infra.observability.requests import ACTOR_ID, CORRELATION_ID
from rongqu.infra.same_origin import CSRF_HEADER, comes_from_here
from rongqu.infra.scopes import scope_of
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import DomainError

MOST_BYTES = 64 * 1024
JSON = b"application/json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a hot write gets instead of a Tx: here each statement stands for itself."""

    connection: Connection
    actor: Actor
    session_id: UUID
    now: datetime
    correlation_id: UUID
    address: str | None


Answer = Callable[[Moment, UUID, bytes], Awaitable[bytes | None]]
"""From the id and the body sent to the answer as JSON, or None: nothing has happened then, and the
ordinary endpoint is asked."""

_hot_writes: dict[tuple[str, str], HotWay[Answer]] = {}


def hot_write(method: str, path: str) -> Callable[[Answer], Answer]:
    """Declare one: the path is the ordinary endpoint's, and ends in its one id."""

    def register(answer: Answer) -> Answer:
        way = HotWay(path, answer)
        _hot_writes[method, way.prefix] = way
        return answer

    return register


@dataclass(frozen=True, slots=True)
class HotWrites:
    """ASGI middleware, right before the application."""

    app: ASGIApp
    api: str
    memory: ActorMemory
    engine: Engine
    clock: Clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = self._find_way(scope)
        writer = None if way is None else self._find_writer(scope)
        if way is None or writer is None:
            await self.app(scope, receive, send)
            return
        heard = await _hear(receive)
        answer = await self._try(way, writer, scope, b"".join(m.get("body", b"") for m in heard))
        if answer is None:
            await self.app(scope, _again(heard, receive), send)
            return
        scope["route"] = way
        scope[ACTOR_ID] = writer.actor.id
        await send_json(send, answer)

    def _find_way(self, scope: Scope) -> HotWay[Answer] | None:
        if scope["type"] != "http" or scope["query_string"]:
            return None
        prefix = scope["path"].removeprefix(self.api).rpartition("/")[0]
        return _hot_writes.get((scope["method"], prefix))

    def _find_writer(self, scope: Scope) -> Writer | None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        cookie, token = headers.get(b"cookie"), headers.get(CSRF_HEADER.encode())
        length = headers.get(b"content-length", b"")
        is_usual = (
            b"authorization" not in headers
            and headers.get(b"content-type") == JSON
            and length.isdigit()
            and int(length) <= MOST_BYTES
            and comes_from_here(headers)
        )
        if not is_usual or cookie is None or token is None:
            return None
        return self.memory.recall_writer(cookie, token)

    async def _try(
        self, way: HotWay[Answer], writer: Writer, scope: Scope, body: bytes
    ) -> bytes | None:
        try:
            subject_id = UUID(scope["path"].rpartition("/")[2])
            async with self.engine.connect(scope_of(writer.actor)) as connection:
                moment = Moment(
                    connection=connection,
                    actor=writer.actor,
                    session_id=writer.session_id,
                    now=self.clock(),
                    correlation_id=scope[CORRELATION_ID],
                    address=client[0] if (client := scope.get("client")) else None,
                )
                return await way.answer(moment, subject_id, body)
        except (DomainError, ValueError):
            return None
        except DBAPIError:  # what it did not say is found out by the version, the ordinary way
            log.exception("a hot write failed; the ordinary endpoint answers")
            return None


async def _hear(receive: Receive) -> list[Message]:
    """The whole body, or what came of it until the caller left."""
    heard = [await receive()]
    while heard[-1].get("more_body", False):
        heard.append(await receive())
    return heard


def _again(heard: list[Message], receive: Receive) -> Receive:
    """For the application: what was heard, and then what comes."""
    waiting = iter(heard)

    async def receive_again() -> Message:
        return next(waiting, None) or await receive()

    return receive_again
