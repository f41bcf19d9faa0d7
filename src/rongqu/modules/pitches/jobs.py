"""Reading plans, outside of any request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.modules.contracts.public import Reviewed, TextKind, review
from rongqu.modules.pitches import queries
from rongqu.modules.pitches.actions.record_reading import record_reading
from rongqu.modules.pitches.digesting import digest_passages, is_scanned, terms_of
from rongqu.modules.pitches.reading.apart import ReaderFailed, read_apart
from rongqu.modules.pitches.rules import TEXT_RULES
from rongqu.modules.pitches.types import Passage, PlanId, PlanStatus, Reading, Remark

MOST_REMARKS = 50


@job(queue="pitches")
async def read_plan(work: Work, *, plan_id: str) -> None:
    """Read it apart, digest what was read, record it."""
    wanted = PlanId(UUID(plan_id))
    async with work.open_tx() as tx:
        plan = await queries.get_plan(tx, wanted)
        cap = await read_policy(tx, "catalog.yearly_rate_cap")
    if plan.status is not PlanStatus.RECEIVED:
        return
    content = await work.storage.get(plan.storage_key)
    try:
        passages = await read_apart(content, plan.file_type)
        reading = await asyncio.to_thread(_digest, passages, cap)
    except ReaderFailed:
        reading = Reading(status=PlanStatus.UNREADABLE)
    async with work.open_tx() as tx:
        await record_reading(tx, wanted, reading)


def _digest(passages: Sequence[Passage], cap: Decimal) -> Reading:
    if is_scanned(passages):
        return Reading(status=PlanStatus.SCANNED)
    return Reading(
        status=PlanStatus.READ,
        digest=digest_passages(passages, _remarks(passages, cap)),
        terms=terms_of("\n".join(each.text for each in passages)),
    )


def _remarks(passages: Sequence[Passage], cap: Decimal) -> list[Remark]:
    return [
        Remark(
            rule=found.rule.value,
            severity=found.severity.value,
            excerpt=found.excerpt,
            place=passage.place,
        )
        for passage in passages
        for found in review(Reviewed(text=passage.text, kind=TextKind.CLAUSE, rate_cap=cap))
        if found.rule.value in TEXT_RULES
    ][:MOST_REMARKS]
