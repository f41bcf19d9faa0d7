"""A trade's day has come: the money that was set aside is on its way to the seller."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, PaymentOrderId, TradeId
from rongqu.modules.investing import tables
from rongqu.modules.investing.market.queries import lock_trade
from rongqu.modules.investing.market.types import TradeStatus
from rongqu.modules.ledger.public import void_hold
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer


async def settle_trade(tx: Tx, trade_id: TradeId) -> None:
    """Only the job calls it. Safe to repeat. The payment order is its record."""
    trade = await lock_trade(tx, trade_id)
    if trade.status is not TradeStatus.HELD or tx.business_date < trade.settles_on:
        return
    await void_hold(tx, HoldId(trade.id))
    await order_transfer(
        tx,
        TransferOrder(
            id=PaymentOrderId(trade.id),
            kind=OrderKind.TRADE,
            payer=trade.buyer_id,
            payee=trade.seller_id,
            amount=trade.amount,
            reference=trade.id,
        ),
    )
    await tx.connection.execute(
        update(tables.trade).where(tables.trade.c.id == trade.id).values(status=TradeStatus.PAYING)
    )
