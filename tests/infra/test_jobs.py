from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from rongqu.infra import jobs
from rongqu.infra.jobs import Work, create_job_app, job, run_due_jobs
from rongqu.infra.tx import utc_now

done: list[str] = []


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> jobs.Job[...]:
    """A job that only notes that it ran."""
    monkeypatch.setattr(jobs, "_jobs", {})
    done.clear()

    @job(queue="tests")
    async def tell(work: Work, *, what: str) -> None:
        assert work.engine is not None
        done.append(what)

    return tell


async def test_a_job_of_a_transaction_that_rolls_back_was_never_asked_for(
    work: Work, tell: jobs.Job[...]
) -> None:
    with suppress(ZeroDivisionError):
        async with work.open_tx() as tx:
            await tx.defer(tell.later(what="lost"))
            raise ZeroDivisionError

    assert await run_due_jobs(work) == 0


async def test_of_jobs_under_one_queueing_lock_one_waits(work: Work, tell: jobs.Job[...]) -> None:
    for what in ("first", "second"):
        async with work.open_tx() as tx:
            await tx.defer(tell.later(what=what).when(queueing_lock="only one"))

    assert await run_due_jobs(work) == 1
    assert done == ["first"]


async def test_a_job_for_later_waits_for_its_time(work: Work, tell: jobs.Job[...]) -> None:
    async with work.open_tx() as tx:
        await tx.defer(tell.later(what="later").when(run_at=tx.now + timedelta(hours=1)))

    assert await run_due_jobs(work) == 0
    in_two_hours = replace(work, clock=lambda: utc_now() + timedelta(hours=2))
    assert await run_due_jobs(in_two_hours) == 1


async def test_the_worker_runs_what_was_deferred(
    work: Work, tell: jobs.Job[...], database_url: str
) -> None:
    async with work.open_tx() as tx:
        await tx.defer(tell.later(what="by the worker"))

    app = create_job_app(database_url, work)
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False)

    assert done == ["by the worker"]
