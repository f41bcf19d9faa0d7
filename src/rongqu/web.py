"""The web application: with the worker and the command line the only ones that know every room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from rongqu import __doc__ as about
from rongqu import rooms
from rongqu.infra.actor_memory import ActorMemory
from rongqu.infra.api_document import add_document, complete
from rongqu.infra.hot_reads import HotReads
from rongqu.infra.hot_writes import HotWrites
from rongqu.infra.live import ANEW
from rongqu.infra.observability.operations import add_operations
from rongqu.infra.observability.requests import RequestLog
from rongqu.infra.problems import add_problem_handlers
from rongqu.infra.rate_limits import DAY, Counters, RateLimits
from rongqu.infra.security_headers import SecurityHeaders
from rongqu.infra.static_pages import add_web_app
from rongqu.infra.web import API, Setting
from rongqu.modules.identity.public import NOTHING_PLANTED, Traps, planted, session_cookie

__all__ = ["API", "create_app"]


class Platform(FastAPI):
    """Stands behind `front`: what every request passes, and where some are answered already."""

    front: ASGIApp

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            setting: Setting = self.state.setting
            cookie = session_cookie(https=setting.secure_cookies)
            self.openapi_schema = complete(
                super().openapi(), cookie=cookie, token_path=f"{API}/oauth/token"
            )
        return self.openapi_schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.front(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ordinary way."""
        await super().__call__(scope, receive, send)


def create_app(setting: Setting, modules: Collection[str] | None = None) -> FastAPI:
    """All rooms, or only some of them when they are scaled apart behind one gateway."""
    rooms.load_rooms()
    app = Platform(
        title="Rongqu",  # programs name packages by it
        version="1",
        description=about or "",
        generate_unique_id_function=_operation_id,
        lifespan=_standing_by,
        openapi_url=None,  # `add_document` serves it
        docs_url=None,  # the web app's own page shows it: /developers
        servers=[{"url": "/", "description": _environment_of(setting)}],
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # `RequestLog` does it
    )
    app.state.setting = setting
    app.router.routes.extend(_routes_of(None if modules is None else frozenset(modules)))
    add_document(app, f"{API}/openapi.json")
    add_problem_handlers(app)
    add_operations(app, setting.engine)
    if setting.web_app is not None:
        add_web_app(app, setting.web_app)
    app.front = _front_of(app, setting)
    return app


@cache
def _routes_of(modules: frozenset[str] | None) -> Sequence[BaseRoute]:
    """Made once a process: what a route is does not depend on the application that it serves."""
    hall = APIRouter(generate_unique_id_function=_operation_id)
    for router in rooms.routers(modules):
        hall.include_router(router, prefix=API)
    return hall.routes


def _front_of(app: Platform, setting: Setting) -> ASGIApp:
    """Built from the inside: what comes last is passed first."""
    front: ASGIApp = app.answer
    if setting.reading is not None:
        memory = app.state.memory = ActorMemory(setting.live, setting.clock)
        front = HotReads(front, api=API, memory=memory, reading=setting.reading)
        front = HotWrites(front, api=API, memory=memory, engine=setting.engine, clock=setting.clock)
    if (traps := planted()) != NOTHING_PLANTED:
        front = Traps(front, planted=traps, engine=setting.engine, clock=setting.clock)
    app.state.counters, app.state.day_counters = Counters(), Counters(DAY)
    front = RateLimits(front, counters=app.state.counters, clock=setting.clock)
    front = SecurityHeaders(front, https=setting.secure_cookies)
    return RequestLog(front)


def _environment_of(setting: Setting) -> str:
    """Whoever is reached over https has real customers: nobody tries requests out there."""
    return "production" if setting.secure_cookies else "sandbox"


@asynccontextmanager
async def _standing_by(app: FastAPI) -> AsyncGenerator[None]:
    """The live board listens while requests are served."""
    setting: Setting = app.state.setting
    listening = asyncio.create_task(setting.live.run())
    counting = [
        asyncio.create_task(counters.exchange_for_good(setting.engine))
        for counters in (app.state.counters, app.state.day_counters)
    ]
    setting.engine.announce(ANEW)
    try:
        yield
    finally:
        for task in (listening, *counting):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if setting.reading is not None:
            await setting.reading.dispose()


def _operation_id(route: APIRoute) -> str:
    """`sign_contract_endpoint` is `sign_contract` to the generated client."""
    return route.name.removesuffix("_endpoint")
