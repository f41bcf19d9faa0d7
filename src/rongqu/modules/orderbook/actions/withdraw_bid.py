"""Take a bid back: what it has bought stays bought, the rest of the money is free."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.orderbook import permissions, queries
from rongqu.modules.orderbook.actions._money import end_bid
from rongqu.modules.orderbook.errors import BidNotFound, BidNotOpen
from rongqu.modules.orderbook.types import BidId, BidStatus


async def withdraw_bid(tx: Tx, bid_id: BidId) -> None:
    tx.actor.require(permissions.BID)
    known = await queries.find_bid(tx, bid_id)
    if known is None or known.investor_id != tx.actor.organisation:
        raise BidNotFound(bid_id=bid_id)
    bid = await queries.lock_bid(tx, bid_id)
    if bid.status is not BidStatus.OPEN:
        raise BidNotOpen(status=bid.status)

    await tx.publish(await end_bid(tx, bid, BidStatus.WITHDRAWN))
