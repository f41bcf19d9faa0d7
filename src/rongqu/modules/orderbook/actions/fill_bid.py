"""A bid and an ask meet: a trade of as much as both allow, and the rest of the money waits on."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.orderbook import BidFilled
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, TradeId, new_id
from rongqu.modules.investing.public import Fill, fill_ask
from rongqu.modules.ledger.public import Account, AccountCode, lock_available
from rongqu.modules.orderbook import queries, rules, tables
from rongqu.modules.orderbook.actions._money import end_bid, set_aside
from rongqu.modules.orderbook.types import Bid, BidStatus, Crossing


async def fill_bid(tx: Tx, crossing: Crossing) -> None:
    """Internal: only the matching calls it. Safe to repeat, and to run twice at once: bid and ask
    are locked, and looked at again. Locks: bid, its owner's money, ask."""
    bid = await queries.lock_bid(tx, crossing.bid_id)
    if bid.status is not BidStatus.OPEN or bid.expires_on < tx.business_date:
        return
    account = Account(AccountCode.CUSTODY, bid.investor_id)
    await lock_available(tx, account, bid.left.currency)
    trade = await fill_ask(
        tx,
        Fill(
            trade_id=TradeId(new_id()),
            ask_id=crossing.ask_id,
            buyer_id=bid.investor_id,
            price=crossing.price,
            most=bid.left,
            hold_id=bid.hold_id,
        ),
    )
    if trade is None:
        return
    bid = replace(bid, left=bid.left - trade.amount, hold_id=HoldId(new_id()))
    await _keep(tx, bid)

    await tx.publish(
        BidFilled(
            subject_id=bid.id,
            parties=(bid.investor_id,),
            offering_id=trade.offering_id,
            units=trade.units,
            paid=trade.amount,
            left=bid.left,
        )
    )
    if rules.is_used_up(bid):
        await tx.publish(await end_bid(tx, bid, BidStatus.FILLED))
        return
    await set_aside(tx, bid)


async def _keep(tx: Tx, bid: Bid) -> None:
    """What is left waits under another hold, as the one before has ended."""
    await tx.connection.execute(
        update(tables.bid)
        .where(tables.bid.c.id == bid.id)
        .values(left_minor=bid.left.minor, hold_id=bid.hold_id, passed=None)
    )
