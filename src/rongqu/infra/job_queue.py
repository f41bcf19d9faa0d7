"""Jobs as seen by those who ask for them: a name, a queue, and arguments that are plain JSON.

Procrastinate runs them (`infra/jobs.py`). Here a row is written in the caller's own transaction:
what is rolled back was never asked for.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.announcing import Announcement
from rongqu.infra.database import Connection

if TYPE_CHECKING:
    from rongqu.infra.jobs import Work

Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Wait 2, 4, 8 … seconds after each failure; after `attempts` a person must look."""

    attempts: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Arguments]):
    """A function that runs outside of any request, at least once: it must be safe to repeat."""

    name: str
    run: Callable[Concatenate[Work, Arguments], Awaitable[None]]
    queue: str
    retry: RetryPolicy
    cron: str | None = None

    def later(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Deferral:
        """The wish to run it with these arguments: `await tx.defer(send_order.later(id=...))`."""
        if args:
            raise TypeError("a job's arguments are named: they are stored as JSON")
        return Deferral(name=self.name, queue=self.queue, args=dict(kwargs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """`lock`: jobs with the same one run one after another. `queueing_lock`: at most one waits."""

    name: str
    queue: str
    args: dict[str, Any] = field(default_factory=dict[str, Any])
    lock: str | None = None
    queueing_lock: str | None = None
    run_at: datetime | None = None

    def when(
        self,
        *,
        lock: str | None = None,
        queueing_lock: str | None = None,
        run_at: datetime | None = None,
    ) -> Deferral:
        """The same wish with locks or a time: `send.later(id=...).when(lock="order 7")`."""
        return replace(self, lock=lock, queueing_lock=queueing_lock, run_at=run_at)


# A trigger of the table notes the event; workers are woken after the commit. A job that already
# waits under the same queueing lock is enough: the new one is dropped, the transaction lives on.
_ENQUEUE = text("""
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    VALUES (:queue, :name, :lock, :queueing_lock, :args, :run_at)
    ON CONFLICT DO NOTHING RETURNING id
""").bindparams(bindparam("args", type_=JSONB[dict[str, Any]]()))


ANY_QUEUE, ONE_QUEUE = "procrastinate_any_queue_v1", "procrastinate_queue_v1"
"""Where Procrastinate's workers listen."""


async def enqueue(connection: Connection, wish: Deferral) -> None:
    enqueued = await connection.execute(
        _ENQUEUE,
        {
            "queue": wish.queue,
            "name": wish.name,
            "lock": wish.lock,
            "queueing_lock": wish.queueing_lock,
            "args": wish.args,
            "run_at": wish.run_at,
        },
    )
    for job_id in enqueued.scalars():
        payload = json.dumps({"type": "job_inserted", "job_id": job_id})
        for channel in (ANY_QUEUE, f"{ONE_QUEUE}#{wish.queue}"):
            connection.announcements.append(Announcement(channel, payload))
