"""Tell those above of steps that are late."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.warnings import WarningEscalated
from rongqu.infra.tx import Tx
from rongqu.modules.warnings import queries, tables


async def escalate_late(tx: Tx) -> int:
    """Internal: for the job of every minute. Each late step is told of once."""
    late = await queries.list_late(tx)
    for found in late:
        await tx.connection.execute(
            update(tables.warning_case)
            .where(tables.warning_case.c.id == found.id)
            .values(escalated_step=found.next_step, escalated_at=tx.now)
        )
        await tx.publish(
            WarningEscalated(
                subject_id=found.id,
                enterprise_id=found.enterprise_id,
                level=found.level,
                step=str(found.next_step),
            )
        )
    return len(late)
