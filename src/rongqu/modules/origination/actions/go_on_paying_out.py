"""Pay out what one of the two sides asked for, as the platform, which sees both accounts."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import Stage


async def go_on_paying_out(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the handler calls it. Safe to repeat: what was ordered is not held."""
    asked = await queries.lock_application(tx, application_id)
    if asked.stage is not Stage.PAYOUT or asked.payout_order_id is not None:
        return

    outcome = await order_or_hold(tx, asked)

    if outcome is not None:
        await tx.publish(outcome)
