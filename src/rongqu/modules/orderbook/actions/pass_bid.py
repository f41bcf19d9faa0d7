"""A bid would have met an ask and may not: its owner can see why nothing happened."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.orderbook import BidPassed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.orderbook import queries, tables
from rongqu.modules.orderbook.types import BidId, BidStatus


async def pass_bid(tx: Tx, bid_id: BidId, offering_id: OfferingId, reason: str) -> None:
    """Internal: only the matching calls it. The same reason is told once."""
    bid = await queries.lock_bid(tx, bid_id)
    if bid.status is not BidStatus.OPEN or bid.passed == reason:
        return
    await tx.connection.execute(
        update(tables.bid).where(tables.bid.c.id == bid_id).values(passed=reason)
    )
    await tx.publish(
        BidPassed(
            subject_id=bid_id, parties=(bid.investor_id,), offering_id=offering_id, reason=reason
        )
    )
