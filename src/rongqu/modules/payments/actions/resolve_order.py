"""Say what became of an order for which the bank's interface does not answer."""

from __future__ import annotations

from rongqu.events.payments import PaymentResolved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.modules.payments import permissions, queries, rules
from rongqu.modules.payments.actions._changes import fail, line_of, note, settle
from rongqu.modules.payments.types import Effect, NoteKind, PaymentOrder, Resolution

REASON = "resolved_by_hand"


async def resolve_order(
    tx: Tx, order_id: PaymentOrderId, outcome: Resolution, remark: str
) -> PaymentOrder:
    """`remark` says how it was found out. If the bank later says otherwise, that is noted."""
    tx.actor.require(permissions.RESOLVE)
    order = await queries.lock_order(tx, order_id)
    rules.check_not_ended(order)

    line = line_of(tx, new_id(), NoteKind.RESOLVED, Effect.MOVED, says=outcome, remark=remark)
    await note(tx, order, line)
    is_settled = outcome is Resolution.SETTLED
    ended = await (settle(tx, order, tx.business_date) if is_settled else fail(tx, order, REASON))

    await tx.publish(
        PaymentResolved(subject_id=order.id, parties=order.parties, outcome=outcome, note=remark)
    )
    await tx.publish(ended)
    return await queries.get_order(tx, order.id)
