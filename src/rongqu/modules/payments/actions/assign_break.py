"""Take a break over, or give it back to the queue."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.payments import BreakAssigned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BreakId, UserId
from rongqu.modules.payments import permissions, rules, tables
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.types import Break


async def assign_break(tx: Tx, break_id: BreakId, assignee: UserId | None) -> Break:
    """A colleague's work may be taken over: on record, who had it before is in the event log."""
    tx.actor.require(permissions.WORK_BREAKS)
    item = await statements.lock_break(tx, break_id)
    rules.check_break_open(item)

    await tx.connection.execute(
        update(tables.break_item)
        .where(tables.break_item.c.id == break_id)
        .values(assigned_to=assignee)
    )

    await tx.publish(
        BreakAssigned(subject_id=item.id, parties=(tx.actor.organisation,), assignee=assignee)
    )
    return await statements.get_break(tx, break_id)
