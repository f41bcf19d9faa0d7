"""Order the payment of a funder's part: from the lender's custody account to the funder's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.syndication import PartOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer
from rongqu.modules.syndication import queries, tables
from rongqu.modules.syndication.types import PartStatus, Payable


async def pay_part(tx: Tx, part_id: UUID) -> None:
    """Internal: the job calls it. Safe to repeat: a part is under way once, because its row is
    locked and waits no more in the transaction that orders the payment. What cannot be ordered, as
    when the lender's account has too little, waits for the next time, and says why.
    """
    part = await queries.lock_part(tx, part_id)
    if part is None or part.status is not PartStatus.WAITING:
        return
    order_id = PaymentOrderId(new_id())
    refusal = await _order(tx, part, order_id)
    if refusal is not None:
        if refusal != part.reason_code:
            await _change(tx, part, reason_code=refusal)
        return
    await _change(tx, part, status=PartStatus.PAYING, payment_order_id=order_id, reason_code=None)

    await tx.publish(
        PartOrdered(
            subject_id=part.loan_id,
            parties=(part.funder, part.lender),
            part_id=part.id,
            amount=part.amount,
        )
    )


async def _order(tx: Tx, part: Payable, order_id: PaymentOrderId) -> str | None:
    """The code of the refusal, which leaves nothing of the order behind; or None."""
    order = TransferOrder(
        id=order_id,
        kind=OrderKind.SHARE,
        payer=part.lender,
        payee=part.funder,
        amount=part.amount,
        reference=part.id,
    )
    try:
        async with tx.connection.begin_nested():
            await order_transfer(tx, order)
    except DomainError as refused:
        return refused.code
    return None


async def _change(tx: Tx, part: Payable, **values: object) -> None:
    await tx.connection.execute(
        update(tables.part).where(tables.part.c.id == part.id).values(**values)
    )
