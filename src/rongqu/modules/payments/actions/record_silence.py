"""Record that the bank did not answer in time, or does not know an order it was told of."""

from __future__ import annotations

from rongqu.events.payments import PaymentContradicted, PaymentUnanswered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.modules.payments import queries, rules
from rongqu.modules.payments.actions._changes import ask_later, change, line_of, note
from rongqu.modules.payments.types import Effect, NoteKind, OrderStatus


async def record_silence(tx: Tx, order_id: PaymentOrderId) -> None:
    """Internal: a job calls it. Whether the bank has done anything is not known."""
    order = await queries.lock_order(tx, order_id)
    if order.status.is_final:
        return

    is_new = OrderStatus.UNKNOWN in rules.MOVES[order.status]
    status = OrderStatus.UNKNOWN if is_new else order.status
    effect = Effect.MOVED if is_new else Effect.NOTHING_NEW
    await ask_later(tx, order, order.asks + 1, status=status)
    await note(tx, order, line_of(tx, new_id(), NoteKind.UNANSWERED, effect))

    await tx.publish(PaymentUnanswered(subject_id=order.id, parties=order.parties))


async def record_not_known(tx: Tx, order_id: PaymentOrderId) -> bool:
    """Internal: a job calls it. True when the bank may be told again.

    A bank that has accepted an order and knows it no longer contradicts itself.
    """
    order = await queries.lock_order(tx, order_id)
    may_be_told = rules.is_to_be_told(order)
    effect = Effect.NOTHING_NEW if may_be_told else Effect.CONTRADICTION
    await note(tx, order, line_of(tx, new_id(), NoteKind.NOT_KNOWN, effect))

    if not may_be_told:
        await change(tx, order, contradicted_at=tx.now)
        await tx.publish(PaymentContradicted(subject_id=order.id, parties=order.parties))
    return may_be_told
