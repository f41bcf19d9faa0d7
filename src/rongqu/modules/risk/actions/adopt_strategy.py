"""Let a strategy hold from its first day on: two people have agreed."""

from __future__ import annotations

from sqlalchemy import insert, text

from rongqu.events.risk import StrategyApproved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import StrategyId, new_id
from rongqu.modules.compliance.public import Approval
from rongqu.modules.risk import decision_queries, permissions, rules, tables
from rongqu.modules.risk.deciding import read_strategy, write_strategy
from rongqu.modules.risk.types import StrategyWish

LOCK = text("LOCK TABLE risk.strategy IN SHARE ROW EXCLUSIVE MODE")
"""A strategy changes once in months, and one at a time; readers do not wait for it."""


async def adopt_strategy(tx: Tx, approved: Approval, wish: StrategyWish) -> None:
    tx.actor.require(permissions.APPROVE_STRATEGY)
    tx.actor.require_other_than(approved.asked_by)
    strategy = read_strategy(wish.document)
    rules.check_starts_later(wish.valid_from, tx.business_date)

    await tx.connection.execute(LOCK)
    number = await decision_queries.next_number(tx)
    strategy_id = StrategyId(new_id())
    await tx.connection.execute(
        insert(tables.strategy).values(
            id=strategy_id,
            number=number,
            document=write_strategy(strategy),
            valid_from=wish.valid_from,
            reason=approved.reason,
            asked_by=approved.asked_by,
            asked_at=approved.asked_at,
            decided_by=tx.actor.id,
            decided_at=tx.now,
        )
    )

    await tx.publish(
        StrategyApproved(
            subject_id=strategy_id,
            parties=(tx.actor.organisation,),
            number=number,
            valid_from=wish.valid_from,
        )
    )
