"""Record what the bank says about an order."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.payments import PaymentAccepted, PaymentContradicted
from rongqu.infra.tx import Tx
from rongqu.kernel.events import Event
from rongqu.modules.payments import queries, rules
from rongqu.modules.payments.actions._changes import (
    ask_later,
    change,
    fail,
    line_of,
    note,
    settle,
)
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.types import Effect, NoteKind, OrderStatus, PaymentOrder

NO_REASON = "not_given"


async def record_news(tx: Tx, news: OrderNews, kind: NoteKind, note_id: UUID) -> None:
    """Internal: for what the bank has answered or called back. Late and twice change nothing."""
    order = await queries.lock_order(tx, news.order_id)
    effect = rules.judge_news(order, news)
    line = line_of(tx, note_id, kind, effect, says=news.status, reason_code=news.reason_code)
    if not await note(tx, order, line):
        return

    match effect:
        case Effect.MOVED:
            await tx.publish(await _move(tx, order, news))
        case Effect.NOTHING_NEW:
            if not order.status.is_final:
                await ask_later(tx, order, order.asks + 1)
        case Effect.CONTRADICTION:
            await change(tx, order, contradicted_at=tx.now)
            await tx.publish(PaymentContradicted(subject_id=order.id, parties=order.parties))


async def _move(tx: Tx, order: PaymentOrder, news: OrderNews) -> Event:
    if news.status is BankStatus.SETTLED:
        await change(tx, order, bank_order_no=news.bank_order_no)
        return await settle(tx, order, news.settled_on or tx.business_date)
    if news.status is BankStatus.FAILED:
        await change(tx, order, bank_order_no=news.bank_order_no)
        return await fail(tx, order, news.reason_code or NO_REASON)
    values = {"status": OrderStatus.ACCEPTED, "bank_order_no": news.bank_order_no}
    await ask_later(tx, order, asks=0, **values)
    return PaymentAccepted(subject_id=order.id, parties=order.parties)
