"""Decide otherwise than the strategy did: a person, with a reason, once."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.risk import DecisionOverridden
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import DecisionId
from rongqu.modules.risk import decision_queries, permissions, tables
from rongqu.modules.risk.deciding import Outcome
from rongqu.modules.risk.errors import DecisionOverruled
from rongqu.modules.risk.types import Decision


async def override_decision(
    tx: Tx, decision_id: DecisionId, outcome: Outcome, reason: str
) -> Decision:
    tx.actor.require(permissions.OVERRIDE)
    decision = await decision_queries.get_decision(tx, decision_id)

    made = await tx.connection.execute(
        insert(tables.override)
        .values(decision_id=decision.id, outcome=outcome, reason=reason, by=tx.actor.id, at=tx.now)
        .on_conflict_do_nothing()  # of two at once the second waits here
    )
    if made.rowcount == 0:
        raise DecisionOverruled(decision_id=decision_id)

    await tx.publish(
        DecisionOverridden(
            subject_id=decision.enterprise_id,
            parties=(decision.enterprise_id,),
            decision_id=decision.id,
            outcome=outcome,
            changes=changes_between({"outcome": decision.outcome}, {"outcome": outcome}),
        )
    )
    return await decision_queries.get_decision(tx, decision_id)
