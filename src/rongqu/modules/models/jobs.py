"""What models do by the clock: each quarter a challenger learns from what has become of loans."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import new_id
from rongqu.modules.models import queries, rules
from rongqu.modules.models.actions.end_run import end_run
from rongqu.modules.models.actions.start_run import start_run
from rongqu.modules.models.making.lesson import Lesson, learn, read_brought
from rongqu.modules.models.ports import ModelKeys, Workshop
from rongqu.modules.models.serving.artefact import write_model
from rongqu.modules.models.types import RunResult, RunStatus, Seen, Served
from rongqu.modules.models.use import declared_use

POLICIES = ("models.watch_days", "models.least_cases", "models.least_bad")


@job(queue="models")
async def train_challenger(work: Work, *, run_id: str) -> None:
    """Learning takes a while: it is done beside the event loop, and in no transaction."""
    async with work.open_tx() as tx:
        run = await queries.get_run(tx, UUID(run_id))
        if run.status is not RunStatus.RUNNING:
            return
        cases, lines = await _read(tx)
        champion = (await queries.read_panel(tx)).champion
        today = tx.business_date
    result = await asyncio.to_thread(_teach, work.port(Workshop), (cases, lines, champion, today))
    async with work.open_tx() as tx:
        await end_run(tx, run.id, result, work.port(ModelKeys).trusted())


@job(queue="models", cron="20 18 1 1,4,7,10 *")
async def train_each_quarter(work: Work) -> None:
    """In the night after the first day of a quarter (the clock is UTC)."""
    run_id = new_id()
    async with work.open_tx() as tx:
        if await queries.find_running(tx) is None:
            await start_run(tx, run_id, train_challenger.later(run_id=str(run_id)))


async def _read(tx: Tx) -> tuple[list[Seen], rules.LeastCases]:
    found = await read_policies_on(tx, POLICIES, tx.business_date)
    watched_since = tx.business_date - timedelta(days=int(found["models.watch_days"]))
    lines = rules.LeastCases(int(found["models.least_cases"]), int(found["models.least_bad"]))
    return await queries.read_outcomes(tx, watched_since), lines


_Given = tuple[list[Seen], rules.LeastCases, Served, date]


def _teach(workshop: Workshop, given: _Given) -> RunResult:
    cases, least, champion, today = given
    try:
        brought = [seen for path in workshop.brought() for seen in read_brought(path, today)]
        together = [*cases, *brought]
        seen = RunResult(
            status=RunStatus.TOO_FEW,
            cases=len(together),
            bad=sum(case.is_bad for case in together),
            brought=len(brought),
        )
        if not rules.are_enough(seen, least):
            return seen
        name = f"retrained-{today.isoformat()}"
        lesson = learn(name, together, declared_use().features(), champion.model)
    except DomainError as error:
        return RunResult(status=RunStatus.REFUSED, why=error.code)
    return _taught(seen, lesson, workshop, champion.number)


def _taught(seen: RunResult, lesson: Lesson, workshop: Workshop, champion: int) -> RunResult:
    lesson.model.facts["table"] = f"{seen.cases - seen.brought} loans, {seen.brought} brought"
    content = write_model(lesson.model).encode("utf-8")
    reason = (
        f"AUC {lesson.measures.auc:.3f} ({lesson.measures.auc_low:.3f}-"
        f"{lesson.measures.auc_high:.3f}) of {seen.cases} cases, {seen.bad} bad; "
        f"no. {champion} on the same: {lesson.champion.auc:.3f}"
    )
    return replace(
        seen,
        status=RunStatus.ASKED,
        artefact=workshop.sign(content),
        reason=reason,
        figures=lesson.measures.as_facts(),
        champion_figures=lesson.champion.as_facts(),
        reports=lesson.reports,
    )
