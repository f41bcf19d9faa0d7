"""Write a break off: what the bank has more or less than the books goes to the suspense account."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.payments import BreakWrittenOff
from rongqu.infra.tx import Tx
from rongqu.modules.ledger.public import post_entry
from rongqu.modules.payments import rules, tables
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.actions._bookings import make_write_off
from rongqu.modules.payments.types import BreakStatus, WriteOff


async def write_off_break(tx: Tx, agreed: WriteOff) -> None:
    """Internal: the stored command that a second person has agreed to."""
    item = await statements.lock_break(tx, agreed.break_id)
    rules.check_may_write_off(item)

    if not item.effect.is_zero():
        await post_entry(tx, make_write_off(item, tx.business_date))
    await tx.connection.execute(
        update(tables.break_item)
        .where(tables.break_item.c.id == item.id)
        .values(
            status=BreakStatus.WRITTEN_OFF,
            closed_at=tx.now,
            closed_by=tx.actor.id,
            remark=agreed.remark,
        )
    )

    await tx.publish(
        BreakWrittenOff(subject_id=item.id, parties=(tx.actor.organisation,), amount=item.effect)
    )
