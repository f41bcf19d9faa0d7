"""Every request: a correlation id, one log line, one observation, and a trace where configured.

Never a body, a query string or a path with ids in it: the route's template says enough.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any
from uuid import UUID

import structlog
from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from rongqu.infra.observability.context import bind, unbind
from rongqu.infra.observability.metrics import REQUEST_SECONDS
from rongqu.infra.observability.tracing import is_tracing, request_span
from rongqu.kernel.ids import new_id

CORRELATION_ID = "rongqu.correlation_id"
ACTOR_ID = "rongqu.actor_id"
"""Keys of the ASGI scope. The first is set here; the second by whoever finds out who asks."""

HEADER = b"x-correlation-id"
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: not worth a line."""

UNMATCHED = "unmatched"
STREAM = b"text/event-stream"


class RequestLog:
    """ASGI middleware, the outermost one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log: FilteringBoundLogger = structlog.get_logger("rongqu.requests")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in PROBES:
            await self._app(scope, receive, send)
            return
        correlation_id = _given(scope) or new_id()
        scope[CORRELATION_ID] = correlation_id
        named = str(correlation_id)
        answer = _Answer(send, named.encode())
        started = time.perf_counter()
        token = bind({"correlation_id": named})
        try:
            with _span(scope) as span:
                await self._ask(scope, receive, answer, span)
        finally:
            self._record(scope, answer, time.perf_counter() - started)
            unbind(token)

    async def _ask(self, scope: Scope, receive: Receive, answer: _Answer, span: Any) -> None:
        try:
            await self._app(scope, receive, answer.send)
        finally:
            if span is not None:
                span.update_name(f"{scope['method']} {_route(scope)}")
                span.set_attribute("http.response.status_code", answer.status)

    def _record(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        """A stream's length says how long a page was open, so only the others are measured."""
        route = _route(scope)
        if not answer.is_stream:
            _seconds_of(scope["method"], route, answer.status).observe(seconds)
        self._log.info(
            "request",
            method=scope["method"],
            route=route,
            status=answer.status,
            ms=round(seconds * 1000, 1),
            actor_id=_text(scope.get(ACTOR_ID)),
        )


class _Answer:
    """Watches the answer on its way out."""

    def __init__(self, send: Send, correlation_id: bytes) -> None:
        self._send = send
        self._correlation_id = correlation_id
        self.status = 0
        self.is_stream = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
            self.is_stream = dict(headers).get(b"content-type", b"").startswith(STREAM)
            headers.append((HEADER, self._correlation_id))
            message["headers"] = headers
        await self._send(message)


def _given(scope: Scope) -> UUID | None:
    """A caller may bring its own id, if it is one."""
    for name, value in scope["headers"]:
        if name == HEADER:
            try:
                return UUID(value.decode("ascii"))
            except ValueError:
                return None
    return None


@lru_cache(maxsize=2_000)
def _seconds_of(method: str, route: str, status: int) -> Histogram:
    return REQUEST_SECONDS.labels(method, route, status)


def _route(scope: MutableMapping[str, Any]) -> str:
    route = scope.get("route")
    return UNMATCHED if route is None else str(getattr(route, "path_format", route.path))


def _span(scope: Scope) -> AbstractContextManager[Any]:
    return request_span(scope) if is_tracing() else nullcontext()


def _text(value: object) -> str | None:
    return None if value is None else str(value)
