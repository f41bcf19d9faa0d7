"""The worker: delivers events and runs jobs until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from procrastinate.app import WorkerOptions

from rongqu import rooms
from rongqu.infra.jobs import (
    HEARTBEAT_SECONDS,
    STALLED_AFTER_SECONDS,
    Work,
    create_job_app,
    retry_stalled,
)
from rongqu.infra.relay import Relay

DELIVERIES_AT_ONCE = 4
JOBS_AT_ONCE = 8
GRACE_SECONDS = 10


async def run_worker(
    database_url: str,
    work: Work,
    stopping: asyncio.Event,
    modules: Collection[str] | None = None,
) -> None:
    """All rooms' handlers and jobs, or only some. After `stopping` ends what is under way."""
    rooms.load_rooms()
    relay = Relay(work.engine, modules=modules, clock=work.clock)
    delivering = asyncio.create_task(relay.run(DELIVERIES_AT_ONCE))
    working = asyncio.create_task(_run_jobs(database_url, work, modules))
    told = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({delivering, working, told}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        relay.stop()
        working.cancel()
        ended = await asyncio.gather(delivering, working, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


async def _run_jobs(database_url: str, work: Work, modules: Collection[str] | None) -> None:
    """A room's jobs wait in the queue of its name."""
    app = create_job_app(database_url, work)
    options: WorkerOptions = {
        "concurrency": JOBS_AT_ONCE,
        "install_signal_handlers": False,
        "update_heartbeat_interval": HEARTBEAT_SECONDS,
        "stalled_worker_timeout": STALLED_AFTER_SECONDS,
        "shutdown_graceful_timeout": GRACE_SECONDS,
        "delete_jobs": "successful",
    }
    if modules is not None:
        options["queues"] = sorted(modules)
    async with app.open_async():
        await retry_stalled(app)
        await app.run_worker_async(**options)
