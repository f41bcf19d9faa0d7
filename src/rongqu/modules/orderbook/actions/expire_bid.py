"""A bid's last day is over, or nothing is left that it could buy: the money is free."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.investing.public import OfferingStatus, get_offering
from rongqu.modules.orderbook import queries
from rongqu.modules.orderbook.actions._money import end_bid
from rongqu.modules.orderbook.types import Bid, BidId, BidStatus, Likes


async def expire_bid(tx: Tx, bid_id: BidId) -> None:
    """Internal: only jobs call it. Safe to repeat."""
    bid = await queries.lock_bid(tx, bid_id)
    if bid.status is not BidStatus.OPEN or not await _is_over(tx, bid):
        return
    await tx.publish(await end_bid(tx, bid, BidStatus.EXPIRED))


async def _is_over(tx: Tx, bid: Bid) -> bool:
    if bid.expires_on < tx.business_date:
        return True
    if isinstance(bid.wanted, Likes):
        return False
    return (await get_offering(tx, bid.wanted)).status is OfferingStatus.REPAID
