"""Take money out of the actor's own custody account 提现."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments import permissions
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.types import NewOrder, OrderKind, PaymentOrder


async def order_withdrawal(tx: Tx, order_id: PaymentOrderId, amount: Money) -> PaymentOrder:
    """The bank pays it to the account outside that its owner has linked there."""
    tx.actor.require(permissions.WITHDRAW)
    placed = await place_order(
        tx,
        NewOrder(
            id=order_id,
            kind=OrderKind.WITHDRAWAL,
            payer=tx.actor.organisation,
            payee=None,
            amount=amount,
            fee=Money.zero(amount.currency),
            reference=tx.actor.organisation,
        ),
    )

    if placed.is_new:
        await tx.publish(placed.as_event())
    return placed.order
