"""Close the books for a period: nothing counts for its days any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert

from rongqu.events.ledger import LedgerClosed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.ledger import permissions, queries, rules, tables


async def close_period(tx: Tx, through: date) -> None:
    """The insertion waits for the entries that are under way; those that come later are refused."""
    tx.actor.require(permissions.CLOSE)
    rules.check_can_close(through, tx.business_date, await queries.find_closed_through(tx))

    await tx.connection.execute(
        insert(tables.closing).values(through=through, closed_at=tx.now, closed_by=tx.actor.id)
    )

    await tx.publish(
        LedgerClosed(subject_id=new_id(), parties=(tx.actor.organisation,), through=through)
    )
