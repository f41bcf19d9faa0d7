"""An application has ended without a payout: its coupon can be used again."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.coupons import queries
from rongqu.modules.coupons.actions._returning import free_coupon


async def release_coupon(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the handler calls it. Safe to repeat."""
    coupon = await queries.lock_used_for(tx, application_id)
    if coupon is None or coupon.waived is not None:
        return

    returned = await free_coupon(tx, coupon, application_id)

    await tx.publish(returned)
