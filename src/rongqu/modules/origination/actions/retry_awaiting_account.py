"""Pay out what waited for a custody account, the lender's or the borrower's, to be opened."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import HeldReason


async def retry_awaiting_account(tx: Tx, owner: OrganisationId) -> None:
    """Internal: only the handler and the clock call it. Each is tried for itself: the other side's
    account may still be missing."""
    for application_id in await queries.list_held_for_account(tx, owner):
        held = await queries.lock_application(tx, application_id)
        if held.hold is None or held.hold.reason is not HeldReason.ACCOUNT:
            continue
        outcome = await order_or_hold(tx, held)
        if outcome is not None:
            await tx.publish(outcome)
