"""Note that the bank is about to be told of an order."""

from __future__ import annotations

from rongqu.events.payments import PaymentSent
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.modules.payments import queries, rules
from rongqu.modules.payments.actions._changes import ask_later, line_of, note
from rongqu.modules.payments.ports import BankOrder
from rongqu.modules.payments.types import Effect, NoteKind, OrderStatus, PaymentOrder


async def begin_attempt(tx: Tx, order_id: PaymentOrderId) -> BankOrder | None:
    """Internal: a job calls it, and tells the bank after it has committed.

    A worker that dies in between leaves an order that is looked after like one without an answer.
    None when the bank knows the order already.
    """
    order = await queries.lock_order(tx, order_id)
    if not rules.is_to_be_told(order):
        return None

    attempt = order.attempts + 1
    await ask_later(
        tx, order, order.asks, status=OrderStatus.SENT, attempts=attempt, sent_at=tx.now
    )
    await note(tx, order, line_of(tx, new_id(), NoteKind.SENT, Effect.MOVED))

    await tx.publish(PaymentSent(subject_id=order.id, parties=order.parties, attempt=attempt))
    return await _as_the_bank_wants_it(tx, order)


async def _as_the_bank_wants_it(tx: Tx, order: PaymentOrder) -> BankOrder:
    sides = [side for side in (order.payer, order.payee) if side is not None]
    states = await queries.list_account_states(tx, sides)
    return BankOrder(
        id=order.id,
        kind=order.kind,
        debit_account=None if order.payer is None else states[order.payer].account_no,
        credit_account=None if order.payee is None else states[order.payee].account_no,
        credit_name=order.payee_name,
        amount=order.amount,
        fee=order.fee,
        value_date=order.value_date,
    )
