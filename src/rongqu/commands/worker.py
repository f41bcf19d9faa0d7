"""`rongqu worker`: deliveries and jobs, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Collection

from starlette.applications import Starlette
from uvloop import new_event_loop as new_loop

from rongqu.commands.database import database_at_hand
from rongqu.infra.observability.logs import configure_logs
from rongqu.infra.observability.operations import add_operations, operations_server
from rongqu.infra.observability.tracing import configure_tracing, stop_tracing, trace_statements
from rongqu.infra.settings import Settings
from rongqu.outside import build_work
from rongqu.worker import run_worker


def work(settings: Settings, modules: Collection[str] | None) -> None:
    configure_logs(settings.log, "worker")
    with database_at_hand(settings) as ready, asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(_work(ready, modules))


async def _work(settings: Settings, modules: Collection[str] | None) -> None:
    provider = configure_tracing(settings.otel, "worker")
    work = build_work(settings)
    trace_statements(work.engine)
    stopping = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stopping.set)
    gc.freeze()  # what the start has made stays: the collector need not walk it for every batch
    operations = Starlette()
    add_operations(operations, work.engine, with_readings=True)
    try:
        async with operations_server(operations, settings.worker.host, settings.worker.port):
            await run_worker(settings.database_url, work, stopping, modules)
    finally:
        await work.engine.dispose()
        stop_tracing(provider)
