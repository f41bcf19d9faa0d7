"""Close the books for a period: nothing counts for its days any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert

from rongqu.events.ledger import LedgerClosed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.ledger import digests, permissions, queries, rules, tables


async def close_period(tx: Tx, through: date) -> None:
    """It waits for the entries that are under way; those that come later are refused. What the
    period is from then on is told as a hash, so that the tamper-evident log has it."""
    tx.actor.require(permissions.CLOSE)
    closed = await queries.find_closed_through(tx)
    rules.check_can_close(through, tx.business_date, closed)

    digest = await digests.seal_period(tx, closed, through)
    await tx.connection.execute(
        insert(tables.closing).values(
            through=through,
            closed_at=tx.now,
            closed_by=tx.actor.id,
            entries=digest.entries,
            sha256=digest.sha256,
        )
    )

    await tx.publish(
        LedgerClosed(
            subject_id=new_id(),
            parties=(tx.actor.organisation,),
            through=through,
            entries=digest.entries,
            sha256=digest.sha256,
        )
    )
