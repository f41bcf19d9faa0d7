"""Order the collection of a repayment."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.types import CollectionOrder, NewOrder, OrderKind, PaymentOrder


async def order_collection(tx: Tx, wished: CollectionOrder) -> PaymentOrder:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat.

    The borrower's money is frozen at once; `InsufficientFunds` when it has too little.
    """
    placed = await place_order(
        tx,
        NewOrder(
            id=wished.id,
            kind=OrderKind.COLLECTION,
            payer=wished.payer,
            payee=wished.payee,
            amount=wished.amount,
            fee=Money.zero(wished.amount.currency),
            reference=wished.reference,
        ),
    )

    if placed.is_new:
        await tx.publish(placed.as_event())
    return placed.order
