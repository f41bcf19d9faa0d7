"""Order a payment from one custody account to another: of a loan, or of an investment."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.types import NewOrder, PaymentOrder, TransferOrder


async def order_transfer(tx: Tx, wished: TransferOrder) -> PaymentOrder:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat.

    The payer's money is frozen at once; `InsufficientFunds` when it has too little.
    """
    placed = await place_order(
        tx,
        NewOrder(
            id=wished.id,
            kind=wished.kind,
            payer=wished.payer,
            payee=wished.payee,
            amount=wished.amount,
            fee=wished.fee or Money.zero(wished.amount.currency),
            reference=wished.reference,
            product=wished.product,
        ),
    )

    if placed.is_new:
        await tx.publish(placed.as_event())
    return placed.order
