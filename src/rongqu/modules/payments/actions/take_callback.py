"""Take a call-back of the bank."""

from __future__ import annotations

from uuid import UUID, uuid5

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments import queries
from rongqu.modules.payments.actions._changes import line_of, note, settle
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import Callback, CreditNews, OrderNews
from rongqu.modules.payments.types import Effect, NewOrder, NoteKind, OrderKind

CREDITS = UUID("0d1f0f5e-6a1c-5b0e-9d0e-7b6a5c4d3e2f")
"""Name space of the ids made from the bank's references: one credit, one order."""


async def take_callback(tx: Tx, callback: Callback) -> None:
    """Internal: the endpoint has checked the signature. Safe to repeat."""
    match callback.news:
        case OrderNews() as news:
            await record_news(tx, news, NoteKind.CALLED_BACK, callback.id)
        case CreditNews() as news:
            await _take_credit(tx, callback.id, news)


async def _take_credit(tx: Tx, callback_id: UUID, news: CreditNews) -> None:
    """Money has come in without an order: one is noted that is settled already."""
    owner = await queries.get_owner_of(tx, news.account_no)
    placed = await place_order(
        tx,
        NewOrder(
            id=PaymentOrderId(uuid5(CREDITS, news.reference)),
            kind=OrderKind.TOP_UP,
            payer=None,
            payee=owner,
            amount=news.amount,
            fee=Money.zero(news.amount.currency),
            reference=owner,
        ),
    )
    if placed.is_new:
        line = line_of(tx, callback_id, NoteKind.CALLED_BACK, Effect.MOVED, says="settled")
        await note(tx, placed.order, line)
        await tx.publish(await settle(tx, placed.order, news.booked_on))
