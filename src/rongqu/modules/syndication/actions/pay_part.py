"""Order the payment of a funder's part: from the lender's custody account to the funder's."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import insert, update

from rongqu.events.syndication import PartOrdered, PartSetOff
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer
from rongqu.modules.syndication import queries, tables
from rongqu.modules.syndication.types import PartStatus, Payable, Recall


async def pay_part(tx: Tx, part_id: UUID) -> None:
    """Internal: the job calls it. Safe to repeat: a part is under way once, because its row is
    locked and waits no more in the transaction that orders the payment. What the funder has to give
    back of the same loan is set off first, oldest first. What cannot be ordered, as when the
    lender's account has too little, waits for the next time, and says why.
    """
    waiting = await queries.lock_part(tx, part_id)
    if waiting is None or waiting.status is not PartStatus.WAITING:
        return
    part = await _set_off(tx, waiting)
    if part.left.is_zero():
        await _change(tx, part, status=PartStatus.SET_OFF, reason_code=None)
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
            amount=part.left,
        )
    )


async def _set_off(tx: Tx, part: Payable) -> Payable:
    left = part
    for recall in await queries.lock_recalls(tx, part.loan_id, part.funder):
        amount = min(left.left, recall.left)
        if amount.is_zero():
            break
        await _note_set_off(tx, left, recall, amount)
        left = replace(left, set_off=left.set_off + amount)
    if left.set_off != part.set_off:
        await _change(tx, part, set_off_minor=left.set_off.minor)
        await tx.publish(
            PartSetOff(
                subject_id=part.loan_id,
                parties=(part.funder, part.lender),
                part_id=part.id,
                amount=left.set_off - part.set_off,
            )
        )
    return left


async def _note_set_off(tx: Tx, part: Payable, recall: Recall, amount: Money) -> None:
    columns = tables.recall.c
    await tx.connection.execute(
        update(tables.recall)
        .where(columns.id == recall.id)
        .values(settled_minor=columns.settled_minor + amount.minor)
    )
    await tx.connection.execute(
        insert(tables.set_off).values(
            id=new_id(),
            recall_id=recall.id,
            part_id=part.id,
            currency=amount.currency,
            amount_minor=amount.minor,
            day=tx.business_date,
        )
    )


async def _order(tx: Tx, part: Payable, order_id: PaymentOrderId) -> str | None:
    """The code of the refusal, which leaves nothing of the order behind; or None."""
    order = TransferOrder(
        id=order_id,
        kind=OrderKind.SHARE,
        payer=part.lender,
        payee=part.funder,
        amount=part.left,
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
