from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import pytest
from psycopg import AsyncConnection
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.job_recovery import DEADLY_AFTER, LIVING, recover_jobs
from rongqu.infra.jobs import libpq_url
from rongqu.infra.scopes import PLATFORM

LEFT = text("""
    INSERT INTO procrastinate_jobs
        (queue_name, task_name, queueing_lock, status, worker_id, attempts)
    VALUES ('tests', :name, :queueing_lock, CAST(:status AS procrastinate_job_status),
        :worker_id, :attempts)
""")
STATES = text("SELECT task_name, CAST(status AS text) FROM procrastinate_jobs ORDER BY id")


@dataclass(slots=True)
class Queue:
    """The job table as workers leave it, and the one connection that looks for the dead."""

    engine: Engine
    looking: AsyncConnection

    async def worker(self, *, silent_seconds: int = 3600) -> int:
        joins = text("""
            INSERT INTO procrastinate_workers (last_heartbeat)
            VALUES (now() - make_interval(secs => :age)) RETURNING id
        """)
        async with self.engine.begin(PLATFORM) as connection:
            return int((await connection.execute(joins, {"age": silent_seconds})).scalar_one())

    async def job(self, name: str, worker_id: int | None, **more: Any) -> None:
        values: dict[str, Any] = {"status": "doing", "queueing_lock": None, "attempts": 0} | more
        async with self.engine.begin(PLATFORM) as connection:
            await connection.execute(LEFT, {"name": name, "worker_id": worker_id} | values)

    async def states(self) -> dict[str, str]:
        async with self.engine.connect(PLATFORM) as connection:
            return {name: status for name, status in await connection.execute(STATES)}


@pytest.fixture
async def queue(engine: Engine, database_url: str) -> AsyncGenerator[Queue]:
    async with await AsyncConnection.connect(libpq_url(database_url), autocommit=True) as looking:
        yield Queue(engine, looking)


async def test_the_jobs_of_a_killed_worker_are_given_back(queue: Queue) -> None:
    await queue.job("of the dead", await queue.worker())
    await queue.job("of one struck off the list", None)

    assert await recover_jobs(queue.looking) == 2
    assert await queue.states() == {"of the dead": "todo", "of one struck off the list": "todo"}


async def test_a_late_worker_that_lives_keeps_its_jobs(queue: Queue, database_url: str) -> None:
    late = await queue.worker()
    await queue.job("of the living", late)

    async with await AsyncConnection.connect(libpq_url(database_url)) as its_own:
        await its_own.execute("SELECT pg_advisory_lock(%s, %s)", (LIVING, late))
        assert await recover_jobs(queue.looking) == 0
    assert await queue.states() == {"of the living": "doing"}


async def test_a_worker_without_a_line_keeps_its_jobs_while_its_heart_beats(queue: Queue) -> None:
    await queue.job("of the living", await queue.worker(silent_seconds=0))

    assert await recover_jobs(queue.looking) == 0


async def test_what_waits_already_takes_the_place_of_what_was_under_way(queue: Queue) -> None:
    """Once this was an error that kept every other job of the dead from coming back."""
    dead = await queue.worker()
    await queue.job("under way", dead, queueing_lock="only one")
    await queue.job("waits", None, queueing_lock="only one", status="todo")
    await queue.job("another", dead)

    assert await recover_jobs(queue.looking) == 1
    assert await queue.states() == {"waits": "todo", "another": "todo"}


async def test_of_two_under_way_under_one_queueing_lock_the_first_comes_back(queue: Queue) -> None:
    for name in ("first", "second"):
        await queue.job(name, await queue.worker(), queueing_lock="only one")

    assert await recover_jobs(queue.looking) == 1
    assert await queue.states() == {"first": "todo"}


async def test_a_job_that_kills_worker_after_worker_waits_for_a_person(queue: Queue) -> None:
    await queue.job("deadly", await queue.worker(), attempts=DEADLY_AFTER - 1)

    await recover_jobs(queue.looking)

    assert await queue.states() == {"deadly": "failed"}
