"""Propose another strategy; somebody else has to approve it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.risk import StrategyProposed
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import Busy
from rongqu.kernel.ids import StrategyId, new_id
from rongqu.modules.risk import decision_queries, permissions, rules, tables
from rongqu.modules.risk.deciding import Strategy, write_strategy
from rongqu.modules.risk.types import KeptStrategy, StrategyStatus


async def propose_strategy(
    tx: Tx, strategy: Strategy, valid_from: date, reason: str
) -> KeptStrategy:
    tx.actor.require(permissions.PROPOSE_STRATEGY)
    rules.check_starts_later(valid_from, tx.business_date)
    number = await decision_queries.next_number(tx)

    row = await tx.connection.execute(
        insert(tables.strategy)
        .values(
            id=StrategyId(new_id()),
            number=number,
            document=write_strategy(strategy),
            valid_from=valid_from,
            status=StrategyStatus.PROPOSED,
            reason=reason,
            asked_by=tx.actor.id,
            asked_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here
        .returning(tables.strategy)
    )
    made = row.one_or_none()
    if made is None:
        raise Busy(retry="another strategy was proposed at the same instant")
    kept = decision_queries.to_strategy(made)

    await tx.publish(
        StrategyProposed(
            subject_id=kept.id,
            parties=(tx.actor.organisation,),
            number=kept.number,
            valid_from=kept.valid_from,
        )
    )
    return kept
