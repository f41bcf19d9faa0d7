"""Approve a strategy that somebody else has proposed; it holds from its first day on."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.risk import StrategyApproved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import StrategyId
from rongqu.modules.risk import decision_queries, permissions, rules, tables
from rongqu.modules.risk.types import KeptStrategy, StrategyStatus


async def approve_strategy(tx: Tx, strategy_id: StrategyId) -> KeptStrategy:
    tx.actor.require(permissions.APPROVE_STRATEGY)
    kept = await decision_queries.lock_strategy(tx, strategy_id)
    tx.actor.require_other_than(kept.asked_by)
    rules.check_undecided(kept.status)
    rules.check_starts_later(kept.valid_from, tx.business_date)

    row = await tx.connection.execute(
        update(tables.strategy)
        .where(tables.strategy.c.id == kept.id)
        .values(status=StrategyStatus.APPROVED, decided_by=tx.actor.id, decided_at=tx.now)
        .returning(tables.strategy)
    )
    approved = decision_queries.to_strategy(row.one())

    await tx.publish(
        StrategyApproved(
            subject_id=approved.id,
            parties=(tx.actor.organisation,),
            number=approved.number,
            valid_from=approved.valid_from,
        )
    )
    return approved
