"""From now on a part of the companies is shown a learned order: two people have agreed."""

from __future__ import annotations

from sqlalchemy import insert, text

from rongqu.events.ranking import ExperimentStarted
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.ranking import permissions, queries, rules, tables
from rongqu.modules.ranking.actions.stop_experiment import end
from rongqu.modules.ranking.types import ExperimentId, Serving, StopCode

LOCK = text("LOCK TABLE ranking.experiment IN SHARE ROW EXCLUSIVE MODE")
"""One begins or ends at a time, and readers do not wait for it."""


async def start_experiment(tx: Tx, wish: Serving, asked_by: UserId) -> None:
    """Takes the place of one that runs; companies are drawn anew."""
    tx.actor.require(permissions.APPROVE)
    await tx.connection.execute(LOCK)
    ranking = await queries.get_ranking(tx, wish.number)
    most = await read_policy(tx, "ranking.most_share")
    rules.check_can_serve(ranking.figures, wish.share, most)
    running = await queries.find_running(tx)
    if running is not None:
        await end(tx, running.id, StopCode.REPLACED, None)
    experiment_id = ExperimentId(new_id())

    await tx.connection.execute(
        insert(tables.experiment).values(
            id=experiment_id,
            number=wish.number,
            share=wish.share,
            asked_by=asked_by,
            approved_by=tx.actor.id,
            started_at=tx.now,
        )
    )

    await tx.publish(
        ExperimentStarted(
            subject_id=experiment_id,
            parties=(tx.actor.organisation,),
            number=wish.number,
            share=f"{wish.share:f}",
        )
    )
