"""End the holds whose time is over."""

from __future__ import annotations

from rongqu.events.ledger import HoldExpired
from rongqu.infra.tx import Tx
from rongqu.modules.ledger import queries, rules
from rongqu.modules.ledger.actions._ending import end_hold
from rongqu.modules.ledger.types import HoldStatus


async def expire_holds(tx: Tx, limit: int) -> int:
    """Internal: only the job calls it. Returns how many have ended; what others hold locked, such
    as an entry that is taking it just now, is left to the next run."""
    due = await queries.lock_expired_holds(tx, limit)

    for hold in due:
        await end_hold(tx, hold, HoldStatus.EXPIRED)
        await tx.publish(
            HoldExpired(
                subject_id=hold.id,
                parties=rules.find_owners([hold.account]),
                reference=hold.reference,
                left=hold.left,
            )
        )
    return len(due)
