"""The bank has paid a trade, or not: then both have what they had."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.investing import TradeRefused, TradeSettled
from rongqu.infra.tx import Tx
from rongqu.modules.investing import tables
from rongqu.modules.investing.actions._changes import Move, move_holding
from rongqu.modules.investing.market.queries import lock_holding, lock_trade
from rongqu.modules.investing.market.types import Trade, TradeStatus
from rongqu.modules.investing.types import LineKind


async def record_trade_payment(tx: Tx, trade_id: UUID, reason_code: str | None) -> None:
    """Internal: only the handlers call it. Safe to repeat."""
    trade = await lock_trade(tx, trade_id)
    if trade.status is not TradeStatus.PAYING:
        return
    status = TradeStatus.SETTLED if reason_code is None else TradeStatus.REFUSED
    await tx.connection.execute(
        update(tables.trade).where(tables.trade.c.id == trade.id).values(status=status)
    )
    parties = (trade.seller_id, trade.buyer_id)
    if reason_code is not None:
        await _unlist(tx, trade)
        refused = TradeRefused(
            subject_id=trade.id,
            parties=parties,
            offering_id=trade.offering_id,
            reason_code=reason_code,
        )
        await tx.publish(refused)
        return

    for move in sorted(_moves(trade), key=lambda move: move.investor_id):
        unlist = trade.units.minor if move.kind is LineKind.SOLD else 0
        await move_holding(tx, move, unlist=unlist)

    await tx.publish(
        TradeSettled(
            subject_id=trade.id,
            parties=parties,
            offering_id=trade.offering_id,
            units=trade.units,
            price=trade.amount,
        )
    )


def _moves(trade: Trade) -> tuple[Move, Move]:
    """The seller's income is the interest that had accrued and what the price brought above (or
    below) the principal; the buyer has paid the accrued interest in advance."""
    sold = Move(
        offering_id=trade.offering_id,
        investor_id=trade.seller_id,
        kind=LineKind.SOLD,
        units=-trade.units,
        cash=trade.amount,
        income=trade.amount - trade.units,
    )
    bought = Move(
        offering_id=trade.offering_id,
        investor_id=trade.buyer_id,
        kind=LineKind.BOUGHT,
        units=trade.units,
        cash=-trade.amount,
        income=-trade.accrued,
    )
    return sold, bought


async def _unlist(tx: Tx, trade: Trade) -> None:
    seller = await lock_holding(tx, trade.offering_id, trade.seller_id)
    columns = tables.holding.c
    await tx.connection.execute(
        update(tables.holding)
        .where(columns.offering_id == seller.offering_id, columns.investor_id == seller.investor_id)
        .values(listed_minor=seller.listed.minor - trade.units.minor)
    )
