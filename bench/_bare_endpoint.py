"""The named peer of `bench/api.py`: asyncpg and msgspec behind uvicorn, and nothing else.

It reads and writes the same tables as the platform's endpoints, in hand-written SQL. It knows no
sign-in, no scoping, no validation, no documentation: the least that such an answer can cost.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  it has none
import msgspec

POOL_SIZE = 20

READ = """
    SELECT o.*, payer.name AS payer_name, payee.name AS payee_name
    FROM payments.payment_order o
    LEFT JOIN payments.custody_account payer ON payer.organisation_id = o.payer_id
    LEFT JOIN payments.custody_account payee ON payee.organisation_id = o.payee_id
    WHERE o.id = $1
"""
LOCK = "SELECT version, stage FROM origination.application WHERE id = $1 FOR UPDATE"
WRITE = """
    UPDATE origination.application SET explanation = $2, version = version + 1
    WHERE id = $1 RETURNING *
"""
RECORD = """
    INSERT INTO infra.event_log
        (id, name, subject_id, parties, payload, actor_id, occurred_at, correlation_id)
    VALUES ($1, 'bare.edited.v1', $2, '{}', $3, $1, $4, $1)
"""

_pool: Any = None
_encode = msgspec.json.Encoder(enc_hook=str).encode
_decode = msgspec.json.Decoder().decode


async def app(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    subject = UUID(scope["path"].rpartition("/")[2])
    if scope["method"] == "GET":
        body = _encode(dict(await _pool.fetchrow(READ, subject)))
    else:
        body = await _write(subject, _decode(await _body_of(receive)))
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _write(subject: UUID, wish: dict[str, Any]) -> bytes:
    async with _pool.acquire() as connection, connection.transaction():
        await connection.fetchrow(LOCK, subject)
        row = await connection.fetchrow(WRITE, subject, wish["explanation"])
        payload = _encode({"version": row["version"]}).decode()
        await connection.execute(RECORD, uuid4(), subject, payload, _now())
    return _encode(dict(row))


def _now() -> datetime:
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


async def _body_of(receive: Callable[[], Awaitable[Any]]) -> bytes:
    parts = b""
    while True:
        message = await receive()
        parts += message.get("body", b"")
        if not message.get("more_body"):
            return parts


async def _live(receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    global _pool
    await receive()
    _pool = await cast(Any, asyncpg).create_pool(
        os.environ["BARE_DATABASE_URL"], min_size=1, max_size=POOL_SIZE
    )
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await _pool.close()
    await send({"type": "lifespan.shutdown.complete"})
