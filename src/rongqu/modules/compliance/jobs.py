"""What compliance does outside of requests: compare names with lists. Safe to repeat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.actions.open_hits import open_hits
from rongqu.modules.compliance.loaded_lists import load_current_lists, read_least_score
from rongqu.modules.compliance.screening_types import Subject

SUBJECTS_AT_ONCE = 500


@job(queue="compliance")
async def screen_party(work: Work, *, party_id: str) -> None:
    async with work.open_tx() as tx:
        subjects = await queries.list_subjects(tx, [UUID(party_id)])
    await _screen(work, subjects)


@job(queue="compliance")
async def screen_everybody(work: Work) -> None:
    """After a list has changed: in portions, each with its own transaction."""
    async with work.open_tx() as tx:
        subjects = await queries.list_subjects(tx)
    for at in range(0, len(subjects), SUBJECTS_AT_ONCE):
        await _screen(work, subjects[at : at + SUBJECTS_AT_ONCE])


async def _screen(work: Work, subjects: Sequence[Subject]) -> None:
    async with work.open_tx() as tx:
        lists = await load_current_lists(tx)
        at_least = await read_least_score(tx)
    found = await asyncio.to_thread(lists.find_all, subjects, at_least)
    async with work.open_tx() as tx:
        await open_hits(tx, found)


def screening(party_id: UUID) -> Deferral:
    return screen_party.later(party_id=str(party_id))


def screening_everybody() -> Deferral:
    return screen_everybody.later().when(queueing_lock="compliance.screen_everybody")
