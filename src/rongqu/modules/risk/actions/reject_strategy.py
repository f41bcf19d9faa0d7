"""Reject a proposed strategy, or take one's own back."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.risk import StrategyRejected
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import StrategyId
from rongqu.modules.risk import decision_queries, permissions, rules, tables
from rongqu.modules.risk.types import KeptStrategy, StrategyStatus


async def reject_strategy(tx: Tx, strategy_id: StrategyId) -> KeptStrategy:
    """No second person is needed for leaving things as they are."""
    tx.actor.require(permissions.REVIEW)
    kept = await decision_queries.lock_strategy(tx, strategy_id)
    own = kept.asked_by == tx.actor.id
    tx.actor.require(permissions.PROPOSE_STRATEGY if own else permissions.APPROVE_STRATEGY)
    rules.check_undecided(kept.status)

    row = await tx.connection.execute(
        update(tables.strategy)
        .where(tables.strategy.c.id == kept.id)
        .values(status=StrategyStatus.REJECTED, decided_by=tx.actor.id, decided_at=tx.now)
        .returning(tables.strategy)
    )
    rejected = decision_queries.to_strategy(row.one())

    await tx.publish(
        StrategyRejected(
            subject_id=rejected.id, parties=(tx.actor.organisation,), number=rejected.number
        )
    )
    return rejected
