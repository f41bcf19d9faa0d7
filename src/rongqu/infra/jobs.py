"""Running jobs: Procrastinate fetches, retries and schedules; a job opens its own transactions.

The network is reached between transactions, never inside one:

    @job(queue="payments")
    async def send_order(work: Work, *, order_id: str) -> None:
        async with work.open_tx() as tx:
            order = await queries.get_order(tx, ...)
        answer = await work.port(CustodyBank).transfer(order)
        async with work.open_tx() as tx:
            await record_answer(tx, order.id, answer)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Concatenate, TypeVar, cast

import procrastinate
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.job_queue import Arguments, Job, RetryPolicy
from rongqu.infra.observability.work import watched_job
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.tx import Clock, Tx, open_tx, utc_now
from rongqu.kernel.actor import SYSTEM

P = TypeVar("P")
_jobs: dict[str, Job[...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job stands on: transactions as SYSTEM, files, and the ports to the outside world."""

    engine: Engine
    storage: Storage
    ports: Mapping[type[Any], object] = field(default_factory=dict[type[Any], object])
    clock: Clock = utc_now

    def open_tx(self) -> AbstractAsyncContextManager[Tx]:
        return open_tx(self.engine, SYSTEM, self.clock)

    def port(self, kind: type[P]) -> P:
        return cast(P, self.ports[kind])


def job(
    *, queue: str, retry: RetryPolicy | None = None, cron: str | None = None
) -> Callable[[Callable[Concatenate[Work, Arguments], Awaitable[None]]], Job[Arguments]]:
    """Register a job as "<module>.<function>". Renaming one orphans what waits for it.

    With `cron` (in UTC) it runs by itself, and takes no arguments.
    """

    def register(
        run: Callable[Concatenate[Work, Arguments], Awaitable[None]],
    ) -> Job[Arguments]:
        name = f"{run.__module__.split('.')[-2]}.{run.__name__}"
        if name in _jobs:
            raise ValueError(f"two jobs are called {name}")
        registered = Job(name=name, run=run, queue=queue, retry=retry or RetryPolicy(), cron=cron)
        _jobs[name] = registered
        return registered

    return register


def registered_jobs() -> Iterable[Job[...]]:
    return _jobs.values()


def libpq_url(database_url: str) -> str:
    """The address as psycopg wants it: without SQLAlchemy's driver."""
    return database_url.replace("postgresql+asyncpg://", "postgresql://", 1)


def create_job_app(database_url: str, work: Work) -> procrastinate.App:
    """The Procrastinate app with every registered job, ready for `run_worker_async`."""
    app = procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=libpq_url(database_url), min_size=1, max_size=4
        )
    )
    for registered in _jobs.values():
        _add(app, registered, work)
    return app


def _add(app: procrastinate.App, registered: Job[...], work: Work) -> None:
    async def run(**arguments: Any) -> None:
        with watched_job(registered.name):
            await registered.run(work, **arguments)

    async def run_at(timestamp: int) -> None:  # noqa: ARG001  of the tick: a job asks its clock
        with watched_job(registered.name):
            await registered.run(work)

    options = app.task(
        name=registered.name,
        queue=registered.queue,
        retry=procrastinate.RetryStrategy(
            max_attempts=registered.retry.attempts, exponential_wait=2
        ),
    )
    if registered.cron is None:
        options(run)
    else:
        app.periodic(cron=registered.cron, periodic_id=registered.name)(options(run_at))


_TAKE_DUE = text("""
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT id FROM procrastinate_jobs
        WHERE status = 'todo' AND coalesce(scheduled_at, :now) <= :now
        ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
    ) RETURNING task_name, args
""")


async def run_due_jobs(work: Work, at_once: int = 1) -> int:
    """Run what waits, in this process and by the clock of `work`. Returns how many jobs ran.

    For simulations and tests, where time is not the machine's: a job that fails ends the run, and
    with it those that were taken at the same time.
    """
    ran = 0
    while True:
        async with work.open_tx() as tx:
            times = {"now": tx.now, "limit": at_once}
            due = (await tx.connection.execute(_TAKE_DUE, times)).all()
        if not due:
            return ran
        await asyncio.gather(*(_jobs[taken.task_name].run(work, **taken.args) for taken in due))
        ran += len(due)


async def settle(work: Work, relay: Relay) -> None:
    """Deliver events and run jobs until nothing is left to do now."""
    while await relay.drain() + await run_due_jobs(work):
        pass
