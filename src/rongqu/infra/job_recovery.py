"""The jobs of a killed worker go to another within seconds.

A worker that lives holds an advisory lock under its number; the server frees it the moment the
worker's connection is gone. A heartbeat alone would have to be old for long before it means
anything: a busy event loop is late as well. Both must be missing, so neither a worker that
reconnects nor one that is late loses its jobs.
"""

from __future__ import annotations

import asyncio
import logging

from procrastinate.worker import Worker
from psycopg import AsyncConnection, Error, sql

HEARTBEAT_SECONDS = 1.0
LOOK_SECONDS = 1.0
"""How often dead workers are looked for: people wait for what they were doing."""

LATE_SECONDS = 3.0
"""The age from which a heartbeat counts as missing."""

DEADLY_AFTER = 20
"""A job that was under way at so many deaths is held to cause them, and waits for a person."""

LIVING = 0x52_51
"""First key of the locks, apart from all others of this database."""

log = logging.getLogger(__name__)

# A waiting job under the same queueing lock does the work of the dead one, as does an earlier dead
# one; two that wait would break the lock's own index.
_RECOVER = sql.SQL("""
    WITH living AS (
        SELECT objid::bigint AS worker_id FROM pg_locks
        WHERE locktype = 'advisory' AND classid = {living} AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ), dead AS (
        SELECT id FROM procrastinate_workers
        WHERE last_heartbeat < now() - make_interval(secs => {late})
            AND id NOT IN (SELECT worker_id FROM living)
    ), orphan AS (
        SELECT job.id, job.queueing_lock FROM procrastinate_jobs job
        WHERE job.status = 'doing'
            AND (job.worker_id IS NULL OR job.worker_id IN (SELECT id FROM dead))
        FOR UPDATE SKIP LOCKED
    ), needless AS (
        DELETE FROM procrastinate_jobs WHERE id IN (
            SELECT orphan.id FROM orphan JOIN procrastinate_jobs twin
                ON twin.queueing_lock = orphan.queueing_lock AND twin.id <> orphan.id
            WHERE twin.status = 'todo'
                OR (twin.id < orphan.id AND twin.id IN (SELECT id FROM orphan))
        ) RETURNING id
    )
    UPDATE procrastinate_jobs SET
        attempts = attempts + 1,
        scheduled_at = now(),
        status = CASE WHEN attempts + 1 < {deadly} THEN 'todo' ELSE 'failed' END
            ::procrastinate_job_status
    WHERE id IN (SELECT id FROM orphan EXCEPT SELECT id FROM needless)
""").format(
    living=sql.Literal(LIVING), late=sql.Literal(LATE_SECONDS), deadly=sql.Literal(DEADLY_AFTER)
)


async def live_and_look(conninfo: str, worker: Worker) -> None:
    """Beside a running worker, until cancelled: show that it lives, and look for those that do
    not. A broken line is made anew; meanwhile the heartbeat speaks for the worker."""
    while True:
        try:
            async with await AsyncConnection.connect(conninfo, autocommit=True) as connection:
                await _live_and_look(connection, worker)
        except Error:
            log.exception("killed workers are not looked for; trying again")
        await asyncio.sleep(LOOK_SECONDS)


async def recover_jobs(connection: AsyncConnection) -> int:
    """Give the jobs of dead workers back. Returns how many."""
    return (await connection.execute(_RECOVER)).rowcount


async def _live_and_look(connection: AsyncConnection, worker: Worker) -> None:
    is_shown = False
    while True:
        is_shown = is_shown or await _show_life(connection, worker.worker_id)
        if recovered := await recover_jobs(connection):
            log.warning("jobs of a killed worker are given back: %d", recovered)
        await asyncio.sleep(LOOK_SECONDS)


async def _show_life(connection: AsyncConnection, worker_id: int | None) -> bool:
    """False while the worker has no number yet, or its own broken line still holds the lock."""
    if worker_id is None:
        return False
    asked = await connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (LIVING, worker_id))
    row = await asked.fetchone()
    return row is not None and bool(row[0])
