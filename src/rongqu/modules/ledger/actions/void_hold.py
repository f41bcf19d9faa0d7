"""Let go of money that was set aside."""

from __future__ import annotations

from rongqu.events.ledger import HoldVoided
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId
from rongqu.modules.ledger import queries, rules
from rongqu.modules.ledger.actions._ending import end_hold
from rongqu.modules.ledger.types import HoldStatus


async def void_hold(tx: Tx, hold_id: HoldId) -> None:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat; a hold that
    an entry has taken cannot be voided."""
    hold = await queries.lock_hold(tx, hold_id)
    rules.check_can_void(hold)
    if hold.status is not HoldStatus.OPEN:
        return

    await end_hold(tx, hold, HoldStatus.VOIDED)

    await tx.publish(
        HoldVoided(
            subject_id=hold.id,
            parties=rules.find_owners([hold.account]),
            reference=hold.reference,
            left=hold.left,
        )
    )
