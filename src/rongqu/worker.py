"""The worker: delivers events and runs jobs until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from procrastinate.worker import Worker

from rongqu import rooms
from rongqu.infra.collecting import collectors_of
from rongqu.infra.job_recovery import HEARTBEAT_SECONDS, live_and_look
from rongqu.infra.jobs import Work, create_job_app, libpq_url
from rongqu.infra.live import ANEW
from rongqu.infra.relay import Relay

DELIVERIES_AT_ONCE = 4
JOBS_AT_ONCE = 8
POLL_SECONDS = 1.0
"""A new job is notified of; one whose time has come, or that comes back, is found by looking."""

FORGOTTEN_SECONDS = 3600.0
"""When a dead worker is struck off the list. Its jobs have long been taken over."""

GRACE_SECONDS = 10


async def run_worker(
    database_url: str,
    work: Work,
    stopping: asyncio.Event,
    modules: Collection[str] | None = None,
) -> None:
    """All rooms' handlers and jobs, or only some. After `stopping` ends what is under way."""
    rooms.load_rooms()
    work.engine.announce(ANEW)
    relay = Relay(work.engine, modules=modules, clock=work.clock)
    collectors = collectors_of(work, modules)
    delivering = [
        asyncio.create_task(relay.run(DELIVERIES_AT_ONCE)),
        *(asyncio.create_task(collector.run()) for collector in collectors),
    ]
    working = asyncio.create_task(_run_jobs(database_url, work, modules))
    told = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({*delivering, working, told}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        for each in (relay, *collectors):
            each.stop()
        working.cancel()
        ended = await asyncio.gather(*delivering, working, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


async def _run_jobs(database_url: str, work: Work, modules: Collection[str] | None) -> None:
    """A room's jobs wait in the queue of its name."""
    app = create_job_app(database_url, work)
    async with app.open_async():
        worker = Worker(
            app,
            queues=None if modules is None else sorted(modules),
            concurrency=JOBS_AT_ONCE,
            fetch_job_polling_interval=POLL_SECONDS,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=FORGOTTEN_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
        )
        living = asyncio.create_task(live_and_look(libpq_url(database_url), worker))
        try:
            await worker.run()
        finally:
            living.cancel()
            await asyncio.wait([living])
