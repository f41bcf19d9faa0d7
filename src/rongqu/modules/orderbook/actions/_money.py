"""The money of a bid, set aside in the ledger; and the end of a bid, when it is free again."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.orderbook import BidEnded
from rongqu.infra.tx import Tx
from rongqu.modules.ledger.public import Account, AccountCode, NewHold, place_hold, void_hold
from rongqu.modules.orderbook import tables
from rongqu.modules.orderbook.types import Bid, BidStatus, Likes


async def set_aside(tx: Tx, bid: Bid) -> None:
    await place_hold(
        tx,
        NewHold(
            id=bid.hold_id,
            account=Account(AccountCode.CUSTODY, bid.investor_id),
            amount=bid.left,
            reference=f"orderbook.bid:{bid.id}",
        ),
    )


async def end_bid(tx: Tx, bid: Bid, status: BidStatus) -> BidEnded:
    """Of one that is locked and open. Returns the news, for the action to publish. What is used up
    has no money that waits."""
    if status is not BidStatus.FILLED:
        await void_hold(tx, bid.hold_id)
    await tx.connection.execute(
        update(tables.bid)
        .where(tables.bid.c.id == bid.id)
        .values(status=status, ended_at=tx.now, passed=None)
    )
    return BidEnded(
        subject_id=bid.id,
        parties=(bid.investor_id,),
        offering_id=None if isinstance(bid.wanted, Likes) else bid.wanted,
        status=status,
        bought=bid.amount - bid.left,
        released=bid.left,
    )
