"""Pay out what waited for a person who was to look into a suspicion."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import HeldReason


async def retry_reviewed_payouts(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: a suspicion about the company was cleared; another one may hold it still. Safe to
    repeat: what was ordered is not held."""
    for application_id in await queries.list_held_for_review(tx, enterprise_id):
        held = await queries.lock_application(tx, application_id)
        if held.hold is None or held.hold.reason is not HeldReason.REVIEW:
            continue
        outcome = await order_or_hold(tx, held)
        if outcome is not None:
            await tx.publish(outcome)
