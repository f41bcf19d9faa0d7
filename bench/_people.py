"""People who use the platform's API in this process: no socket, and no session to sign in to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from fastapi import Request
from httpx2 import ASGITransport, AsyncClient

from rongqu.demo.world import AT_ONCE, World
from rongqu.infra.database import Connection
from rongqu.infra.live import LiveBoard
from rongqu.infra.web import Setting
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import NotSignedIn
from rongqu.kernel.ids import new_id
from rongqu.web import create_app

T = TypeVar("T")
WHO = "x-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    actor: Actor
    client: AsyncClient
    crowd: Crowd

    async def get(self, path: str, **query: str | int) -> Any:
        return await self._ask("GET", path, params=query)

    async def post(self, path: str, body: Any = None) -> Any:
        return await self._ask("POST", path, json=body)

    async def put(self, path: str, body: Any = None, **sent: Any) -> Any:
        return await self._ask("PUT", path, json=body, **sent)

    async def _ask(self, method: str, path: str, **sent: Any) -> Any:
        """Each request is an intent of its own. A refusal ends the bench: none is expected."""
        headers = {WHO: str(self.actor.id), "idempotency-key": str(new_id())}
        headers |= sent.pop("headers", {})
        answer = await self.client.request(method, path, headers=headers, **sent)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        self.crowd.requests += 1
        return answer.json()


@dataclass(slots=True)
class Crowd:
    """Everybody who acts in a bench, with the permissions of their roles. Who sends a request is
    said by a header: what sessions cost, `bench/api.py` measures."""

    world: World
    requests: int = 0
    _actors: dict[str, Actor] = field(default_factory=dict[str, Actor])
    _client: AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        work = self.world.work
        setting = Setting(
            engine=work.engine,
            actor_of=self._who,
            clock=self.world.clock,
            storage=work.storage,
            live=LiveBoard(work.engine),
            ports=work.ports,
        )
        transport = ASGITransport(create_app(setting))
        self._client = AsyncClient(transport=transport, base_url="http://rongqu/api/v1")

    def person(self, actor: Actor) -> Person:
        self._actors[str(actor.id)] = actor
        return Person(actor=actor, client=self._client, crowd=self)

    async def leave(self) -> None:
        await self._client.aclose()

    async def _who(self, request: Request, _: Connection, __: datetime) -> Actor:
        actor = self._actors.get(request.headers.get(WHO, ""))
        if actor is None:
            raise NotSignedIn
        return actor


async def together(work: Iterable[Awaitable[T]]) -> list[T]:
    """Some at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def pass_gate(each: Awaitable[T]) -> T:
        async with gate:
            return await each

    return list(await asyncio.gather(*(pass_gate(each) for each in work)))
