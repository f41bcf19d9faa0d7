"""Order the payout of a loan."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.types import NewOrder, OrderKind, PaymentOrder, PayoutOrder


async def order_payout(tx: Tx, wished: PayoutOrder) -> PaymentOrder:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat.

    The lender's money is frozen at once; `InsufficientFunds` when it has too little.
    """
    placed = await place_order(
        tx,
        NewOrder(
            id=wished.id,
            kind=OrderKind.PAYOUT,
            payer=wished.payer,
            payee=wished.payee,
            amount=wished.amount,
            fee=wished.fee,
            reference=wished.reference,
            product=wished.product,
        ),
    )

    if placed.is_new:
        await tx.publish(placed.as_event())
    return placed.order
