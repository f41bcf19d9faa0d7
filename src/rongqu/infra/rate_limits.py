"""Limits by address, session and route, counted over all processes; standard headers say where one
stands (IETF draft "RateLimit header fields for HTTP").

Counting in the database for every request would cost more than many an answer. Each process counts
in its memory and exchanges what it has counted once a second: for that second, and no longer, one
caller can be ahead by what the other processes have not told yet.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from ipaddress import ip_address

from limits import RateLimitItem, RateLimitItemPerMinute
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Named, Table, TypedColumns
from sqlalchemy.dialects.postgresql import insert
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rongqu.infra.clock import Clock
from rongqu.infra.database import Engine
from rongqu.infra.tables import metadata
from rongqu.kernel.errors import TooManyRequests

EXCHANGE_SECONDS = 1.0
MINUTE, DAY = 60, 86_400
STANDINGS = "rongqu.standings"
"""Where quotas that are known only once the caller is known leave what they counted."""
MOST_KEYS = 100_000
log = logging.getLogger(__name__)


class _WindowColumns(TypedColumns):
    """`window_no`: the number of the span since 1970. Unlogged: lost counts begin anew."""

    key: Named[bytes] = Column(LargeBinary, primary_key=True)
    span_seconds: Named[int] = Column(Integer, primary_key=True)
    window_no: Named[int] = Column(BigInteger, primary_key=True)
    hits: Named[int] = Column(BigInteger)


rate_window = Table("rate_window", metadata, _WindowColumns, schema="infra", prefixes=["UNLOGGED"])


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    path: str
    methods: frozenset[str]
    by: str
    item: RateLimitItem

    def key_for(self, scope: Scope) -> bytes | None:
        """Of whom it counts; None where it does not apply."""
        if scope["method"] not in self.methods or not scope["path"].startswith(self.path):
            return None
        who = _address_of(scope) if self.by == "address" else _session_of(scope)
        return None if who is None else hashlib.sha256(self.name.encode() + b"\0" + who).digest()


@cache
def read_limits() -> tuple[Limit, ...]:
    source = resources.files("rongqu.policies").joinpath("rate_limits.toml").read_text("utf-8")
    return tuple(
        Limit(
            name=entry["name"],
            path=entry["path"],
            methods=frozenset(entry["methods"]),
            by=entry["by"],
            item=RateLimitItemPerMinute(entry["a_minute"]),
        )
        for entry in tomllib.loads(source)["limit"]
    )


def _address_of(scope: Scope) -> bytes | None:
    return _counted_address((scope.get("client") or ("", 0))[0])


@lru_cache(maxsize=10_000)
def _counted_address(host: str) -> bytes | None:
    try:
        return None if ip_address(host).is_loopback else host.encode()
    except ValueError:
        return host.encode() or None


def _session_of(scope: Scope) -> bytes | None:
    if _address_of(scope) is None:
        return None
    return next((value for name, value in scope["headers"] if name == b"cookie"), None)


class Counters:
    """Of this process, with what the others have told. All windows last `span_seconds`."""

    def __init__(self, span_seconds: int = MINUTE) -> None:
        self.span_seconds = span_seconds
        self._window = 0
        self._hits: dict[bytes, int] = {}
        self._untold: dict[bytes, int] = {}

    def hit(self, key: bytes, window: int) -> int:
        """How many there were in this window, this one counted."""
        if window != self._window or len(self._hits) >= MOST_KEYS:
            self._window, self._hits, self._untold = window, {}, {}
        self._hits[key] = self._hits.get(key, 0) + 1
        self._untold[key] = self._untold.get(key, 0) + 1
        return self._hits[key]

    async def exchange(self, engine: Engine) -> None:
        """Add what was counted here to the table, and take over what it says."""
        told, window = self._untold, self._window
        self._untold = {}
        if not told:
            return
        span = self.span_seconds
        rows = [
            {"key": key, "span_seconds": span, "window_no": window, "hits": hits}
            for key, hits in sorted(told.items())
        ]
        counted = insert(rate_window).values(rows)
        columns = rate_window.c
        merged = counted.on_conflict_do_update(
            index_elements=[columns.key, columns.span_seconds, columns.window_no],
            set_={"hits": columns.hits + counted.excluded.hits},
        ).returning(columns.key, columns.hits)
        async with engine.begin() as connection:
            totals = (await connection.execute(merged)).all()
            over = (columns.span_seconds == span) & (columns.window_no < window - 1)
            await connection.execute(rate_window.delete().where(over))
        if window == self._window:
            for key, hits in totals:
                self._hits[bytes(key)] = hits + self._untold.get(bytes(key), 0)

    async def exchange_for_good(self, engine: Engine) -> None:
        """A database that is away loses counts, and stops nobody."""
        while True:
            await asyncio.sleep(EXCHANGE_SECONDS)
            try:
                await self.exchange(engine)
            except Exception:
                log.exception("counts of requests were not exchanged")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands with one limit."""

    amount: int
    seconds: int
    left: int
    ends_in: int


def _headers_of(standings: Sequence[Standing]) -> list[tuple[bytes, bytes]]:
    """Of the limit that is nearest to its end, and the policy of all."""
    nearest = min(standings, key=lambda standing: standing.left)
    said: Mapping[str, int] = {
        "ratelimit-limit": nearest.amount,
        "ratelimit-remaining": max(0, nearest.left),
        "ratelimit-reset": nearest.ends_in,
    }
    rest = [standing for standing in standings if standing is not nearest]
    policies = dict.fromkeys(f"{each.amount};w={each.seconds}" for each in (nearest, *rest))
    named = [(name.encode(), str(value).encode()) for name, value in said.items()]
    return [*named, (b"ratelimit-policy", ", ".join(policies).encode())]


def stand(counters: Counters, key: bytes, amount: int, moment: float) -> Standing:
    """Count one request of `key` at `moment`, in seconds since 1970."""
    span = counters.span_seconds
    hits = counters.hit(key, int(moment // span))
    return Standing(amount, span, amount - hits, math.ceil(span - moment % span))


class RateLimits:
    """ASGI middleware: refuses with 429 before anything is read or computed."""

    def __init__(self, app: ASGIApp, *, counters: Counters, clock: Clock) -> None:
        self._app = app
        self._counters = counters
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        standings = self._count(scope)
        if spent := [standing for standing in standings if standing.left < 0]:
            await _refuse(send, _headers_of(standings), spent[0].ends_in)
            return

        async def send_with_headers(message: Message) -> None:
            known = [*standings, *scope.get(STANDINGS, ())]
            if known and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_headers_of(known)]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _count(self, scope: Scope) -> list[Standing]:
        """The nearest to its end comes first."""
        moment = self._clock().timestamp()
        standings = [
            stand(self._counters, key, limit.item.amount, moment)
            for limit in read_limits()
            if (key := limit.key_for(scope)) is not None
        ]
        return sorted(standings, key=lambda standing: standing.left)[:1]


async def _refuse(send: Send, headers: list[tuple[bytes, bytes]], seconds: int) -> None:
    code = TooManyRequests.code
    body = {
        "type": f"/problems/{code}",
        "status": TooManyRequests.status,
        "code": code,
        "params": {"retry_after_seconds": str(seconds)},
    }
    said = [
        *headers,
        (b"content-type", b"application/problem+json"),
        (b"retry-after", str(seconds).encode()),
    ]
    await send({"type": "http.response.start", "status": body["status"], "headers": said})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})
