"""`rongqu serve`: the web server, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Collection
from socket import socket

import uvicorn
from uvloop import new_event_loop as new_loop

from rongqu.commands.database import database_at_hand
from rongqu.commands.tls import context_factory
from rongqu.infra.listening import listen
from rongqu.infra.observability.logs import configure_logs
from rongqu.infra.observability.operations import QuietServer
from rongqu.infra.observability.tracing import configure_tracing, stop_tracing, trace_statements
from rongqu.infra.settings import Settings, check_keys
from rongqu.outside import build_setting
from rongqu.web import create_app


def serve(settings: Settings, modules: Collection[str] | None) -> None:
    check_keys(settings)
    context_factory(settings.web)  # a wrong file is said before anything starts
    way_out = "choose another with --port or RONGQU_WEB_PORT"
    with listen(settings.web.host, settings.web.port, way_out) as taken:
        configure_logs(settings.log, "web")
        with database_at_hand(settings) as ready, asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(_serve(ready, modules, taken))


async def _serve(settings: Settings, modules: Collection[str] | None, taken: socket) -> None:
    provider = configure_tracing(settings.otel, "web")
    setting = build_setting(settings)
    trace_statements(setting.engine)
    app = create_app(setting, modules)
    gc.collect()
    gc.freeze()  # what the start has made stays: the collector need not walk it again and again
    server = QuietServer(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            ssl_context_factory=context_factory(settings.web),
            timeout_graceful_shutdown=int(settings.web.stop_seconds),
        )
    )

    def stop() -> None:
        setting.live.end_all()  # open pages reconnect elsewhere; they would hold us up
        server.should_exit = True

    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop)
    try:
        await server.serve([taken])
    finally:
        await setting.engine.dispose()
        stop_tracing(provider)
