"""Train a challenger anew: the work is a job's, one at a time."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.models import ModelRunStarted
from rongqu.infra.job_queue import Deferral
from rongqu.infra.tx import Tx
from rongqu.modules.models import permissions, queries, tables
from rongqu.modules.models.errors import RunUnderWay
from rongqu.modules.models.types import Run, RunStatus


async def start_run(tx: Tx, run_id: UUID, job: Deferral) -> Run:
    """Raises RunUnderWay. `job` does the work of this run."""
    tx.actor.require(permissions.REGISTER)

    made = await tx.connection.execute(
        insert(tables.run)
        .values(
            id=run_id,
            status=RunStatus.RUNNING,
            started_by=tx.actor.id,
            started_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here, and finds one under way
    )
    if made.rowcount == 0:
        raise RunUnderWay()
    await tx.defer(job)

    await tx.publish(ModelRunStarted(subject_id=run_id, parties=(tx.actor.organisation,)))
    return await queries.get_run(tx, run_id)
