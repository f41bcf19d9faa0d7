"""The rules order for everybody again: at once, by one person."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.ranking import ExperimentStopped
from rongqu.infra.tx import Tx
from rongqu.modules.ranking import permissions, queries, tables
from rongqu.modules.ranking.errors import NothingRuns
from rongqu.modules.ranking.types import ExperimentId, StopCode


async def stop_experiment(tx: Tx, reason: str) -> None:
    tx.actor.require(permissions.ASK)
    running = await queries.find_running(tx, for_update=True)
    if running is None:
        raise NothingRuns

    await end(tx, running.id, StopCode.PERSON, reason)

    await tx.publish(
        ExperimentStopped(
            subject_id=running.id,
            parties=(tx.actor.organisation,),
            number=running.number,
            code=StopCode.PERSON.value,
        )
    )


async def end(tx: Tx, experiment_id: ExperimentId, code: StopCode, reason: str | None) -> None:
    await tx.connection.execute(
        update(tables.experiment)
        .where(tables.experiment.c.id == experiment_id)
        .values(stopped_at=tx.now, stop_code=code, stop_reason=reason)
    )
