"""Have the bank asked about an order at once, and told again if it does not know it."""

from __future__ import annotations

from rongqu.events.payments import PaymentRetried
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.modules.payments import permissions, queries, rules
from rongqu.modules.payments.types import PaymentOrder


async def retry_order(tx: Tx, order_id: PaymentOrderId) -> PaymentOrder:
    tx.actor.require(permissions.RETRY)
    order = await queries.lock_order(tx, order_id)
    rules.check_not_ended(order)

    await tx.publish(PaymentRetried(subject_id=order.id, parties=order.parties))
    return order
