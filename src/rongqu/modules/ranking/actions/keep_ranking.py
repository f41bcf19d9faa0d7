"""Keep an order that was learned, with its figures: nothing is served by it yet."""

from __future__ import annotations

from sqlalchemy import func, insert, select, text

from rongqu.events.ranking import RankingLearned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.ranking import queries, tables
from rongqu.modules.ranking.learning import Learned
from rongqu.modules.ranking.storing import figures_to_json, trees_to_json
from rongqu.modules.ranking.types import Ranking

LOCK = text("LOCK TABLE ranking.ranking IN SHARE ROW EXCLUSIVE MODE")


async def keep_ranking(tx: Tx, learned: Learned) -> Ranking:
    """Internal: called by the command of whoever has the machine."""
    await tx.connection.execute(LOCK)
    highest = select(func.coalesce(func.max(tables.ranking.c.number), 0))
    number = (await tx.connection.execute(highest)).scalar_one() + 1
    ranking_id = new_id()

    await tx.connection.execute(
        insert(tables.ranking).values(
            id=ranking_id,
            number=number,
            trees=trees_to_json(learned.trees),
            figures=figures_to_json(learned.figures),
            made_at=tx.now,
        )
    )

    figures = learned.figures
    await tx.publish(
        RankingLearned(
            subject_id=ranking_id,
            number=number,
            taught=figures.taught,
            judged=figures.judged,
            gain_low=f"{figures.gain_low:.4f}",
            gain_high=f"{figures.gain_high:.4f}",
        )
    )
    return await queries.get_ranking(tx, number)
