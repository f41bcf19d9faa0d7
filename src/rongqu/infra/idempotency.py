"""Idempotency-Key: the same request sent twice has one effect and one answer.

The key, the effect and the answer are committed together. A refusal is not remembered: the
transaction rolls back, and the same request may succeed later.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.blind_index import blind_index
from rongqu.infra.retirement import note_retirement
from rongqu.infra.row_security import shared
from rongqu.infra.tables import Instant, metadata
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import KeyReused


class _KeyColumns(TypedColumns):
    actor_id: Named[UUID] = Column(primary_key=True)
    key: Named[str] = Column(Text, primary_key=True)
    fingerprint: Named[bytes] = Column(LargeBinary)
    status: Named[int | None] = Column(Integer)
    answer: Named[bytes | None] = Column(LargeBinary)
    created_at: Named[datetime] = Column(Instant)


idempotency_key = Table("idempotency_key", metadata, _KeyColumns, schema="infra")
shared(idempotency_key, why="a person's own, found by who sends it")


class AlreadyAnswered(Exception):
    """Not a failure: it carries the first answer past the endpoint."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Once:
    tx: Tx
    key: str

    async def claim(self, fingerprint: bytes) -> None:
        """Take the key. An equal request under way makes us wait here until it has ended."""
        claimed = await self.tx.connection.execute(
            insert(idempotency_key)
            .values(
                actor_id=self.tx.actor.id,
                key=self.key,
                fingerprint=fingerprint,
                created_at=self.tx.now,
            )
            .on_conflict_do_nothing()
        )
        if claimed.rowcount == 0:
            await self._answer_again(fingerprint)

    async def keep(self, response: Response) -> None:
        await self.tx.connection.execute(
            update(idempotency_key)
            .where(self._is_mine())
            .values(status=response.status_code, answer=bytes(response.body))
        )

    async def _answer_again(self, fingerprint: bytes) -> None:
        columns = idempotency_key.c
        first = (
            await self.tx.connection.execute(
                select(columns.fingerprint, columns.status, columns.answer).where(self._is_mine())
            )
        ).one()
        if first.fingerprint != fingerprint:
            raise KeyReused
        raise AlreadyAnswered(first.status, first.answer)

    def _is_mine(self) -> ColumnElement[bool]:
        columns = idempotency_key.c
        return (columns.actor_id == self.tx.actor.id) & (columns.key == self.key)


async def fingerprint_of(request: Request) -> bytes:
    """Method, address and body; the actor is part of the key itself.

    Keyed, because a body may hold a re-entered password: a plain hash in a stolen table could be
    tried out a million times faster than the password's own.
    """
    target = f"{request.method} {request.url.path}?{request.url.query}\n"
    return blind_index("infra.idempotency", target.encode() + await request.body())


class OnceRoute(APIRoute):
    """Keeps the answer while the transaction is still open; says of a retiring endpoint that it is
    one."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_and_keep(request: Request) -> Response:
            note_retirement(request.scope, self.openapi_extra)
            response = await answer(request)
            once: Once | None = getattr(request.state, "once", None)
            if once is not None:
                await once.keep(response)
            return response

        return answer_and_keep
