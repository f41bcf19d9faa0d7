"""A run has ended: what it learned is registered and asked for, or it is told why not."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.models import ModelRunEnded
from rongqu.infra.tx import Tx
from rongqu.modules.models import queries, tables
from rongqu.modules.models.actions.adopt_version import adopt_version
from rongqu.modules.models.types import Adoption, Post, RunResult, RunStatus


async def end_run(tx: Tx, run_id: UUID, result: RunResult, trusted: frozenset[str]) -> None:
    """Internal: only the job calls it. Safe to repeat."""
    run = await queries.lock_run(tx, run_id)
    if run.status is not RunStatus.RUNNING:
        return

    number = None
    if result.artefact is not None:
        wish = Adoption(post=Post.CHALLENGER, reason=result.reason)
        version, _ = await adopt_version(tx, result.artefact, trusted, wish)
        number = version.number
    await tx.connection.execute(
        update(tables.run)
        .where(tables.run.c.id == run_id)
        .values(
            status=result.status,
            ended_at=tx.now,
            cases=result.cases,
            bad=result.bad,
            brought=result.brought,
            number=number,
            figures=result.figures,
            champion_figures=result.champion_figures,
            reports=None if result.reports is None else dict(result.reports),
            why=result.why,
        )
    )

    await tx.publish(
        ModelRunEnded(
            subject_id=run_id,
            parties=(tx.actor.organisation,),
            status=result.status,
            number=number,
        )
    )
