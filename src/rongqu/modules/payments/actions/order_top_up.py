"""Have money brought into the actor's own custody account 充值."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments import permissions
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.types import NewOrder, OrderKind, PaymentOrder


async def order_top_up(tx: Tx, order_id: PaymentOrderId, amount: Money) -> PaymentOrder:
    """The bank collects it from the account outside that its owner has linked there."""
    tx.actor.require(permissions.TOP_UP)
    placed = await place_order(
        tx,
        NewOrder(
            id=order_id,
            kind=OrderKind.TOP_UP,
            payer=None,
            payee=tx.actor.organisation,
            amount=amount,
            fee=Money.zero(amount.currency),
            reference=tx.actor.organisation,
        ),
    )

    if placed.is_new:
        await tx.publish(placed.as_event())
    return placed.order
