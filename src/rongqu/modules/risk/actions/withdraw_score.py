"""Use an enterprise's score no more: it has taken its consent back."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.risk import ScoreWithheld
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.privacy.public import ConsentMissing
from rongqu.modules.risk import queries, tables


async def withdraw_score(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: only the handler calls it. Safe to repeat. Scores stay on record, because decisions
    were made with them; nobody sees one or decides with one any more."""
    columns = tables.standing.c
    withdrawn = await tx.connection.execute(
        update(tables.standing)
        .where(columns.enterprise_id == enterprise_id, columns.score_id.is_not(None))
        .values(score_id=None)
        .returning(columns.months_seen)
    )
    months_seen = withdrawn.scalar_one_or_none()
    if months_seen is None:
        return

    policy = await queries.read_score_policy(tx)
    await tx.publish(
        ScoreWithheld(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            reason_code=ConsentMissing.code,
            months_seen=months_seen,
            months_needed=policy.months_needed,
        )
    )
