"""`/healthz`, `/readyz` and `/metrics`, the same on every process.

Healthy: the process answers. Ready: it can do its work now; a balancer sends requests to no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rongqu.infra.database import Engine
from rongqu.infra.listening import listen
from rongqu.infra.observability import readings
from rongqu.infra.observability.metrics import CONNECTIONS_IN_USE, read_all

Check = Callable[[], Awaitable[None]]
"""Raises when something that the process needs is not there."""

CHECK_SECONDS = 2.0

assert readings  # imported for what it registers
log = logging.getLogger(__name__)


def add_operations(
    app: Starlette,
    engine: Engine,
    checks: Mapping[str, Check] | None = None,
    *,
    with_readings: bool = False,
) -> None:
    """`with_readings`: also what the database knows, for the worker."""
    needed: dict[str, Check] = {"database": lambda: _ask(engine), **(checks or {})}

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        names = list(needed)
        found = dict(zip(names, await asyncio.gather(*map(_try, needed.values())), strict=True))
        is_ready = all(found.values())
        said = {name: "ok" if is_ok else "failed" for name, is_ok in found.items()}
        body = {"status": "ready" if is_ready else "not ready", "checks": said}
        return JSONResponse(body, 200 if is_ready else 503)

    async def metrics(_: Request) -> Response:
        CONNECTIONS_IN_USE.set(engine.connections_in_use)
        content = generate_latest()
        if with_readings:
            content += await read_all(engine)
        return Response(content, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    for path, endpoint in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", metrics)):
        app.add_route(path, endpoint, methods=["GET"], include_in_schema=False)


class QuietServer(uvicorn.Server):
    """A server inside a program that has its own way to be stopped."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@asynccontextmanager
async def operations_server(app: Starlette, host: str, port: int) -> AsyncGenerator[None]:
    """Serve beside the work of a process that is no web server itself."""
    taken = listen(host, port, "choose another with RONGQU_WORKER_PORT")
    server = QuietServer(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    serving = asyncio.create_task(server.serve([taken]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def _ask(engine: Engine) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))


async def _try(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except Exception:
        log.warning("a readiness check failed", exc_info=True)
        return False
    return True
