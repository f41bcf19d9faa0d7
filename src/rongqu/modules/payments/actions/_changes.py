"""The changes that several actions make to an order they have locked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.payments import (
    CollectionFailed,
    CollectionSettled,
    InvestmentFailed,
    InvestmentSettled,
    PayoutFailed,
    PayoutSettled,
    ServiceFailed,
    ServiceSettled,
    ShareFailed,
    ShareSettled,
    TopUpFailed,
    TopUpSettled,
    WithdrawalFailed,
    WithdrawalSettled,
)
from rongqu.infra.tx import Tx
from rongqu.kernel.events import Event
from rongqu.modules.ledger.public import post_entry
from rongqu.modules.payments import queries, tables
from rongqu.modules.payments.actions._bookings import make_release, make_settlement
from rongqu.modules.payments.types import (
    INVESTMENTS,
    Effect,
    NoteKind,
    OrderKind,
    OrderNote,
    OrderStatus,
    PaymentOrder,
)

SETTLED = {
    OrderKind.PAYOUT: PayoutSettled,
    OrderKind.COLLECTION: CollectionSettled,
    OrderKind.TOP_UP: TopUpSettled,
    OrderKind.WITHDRAWAL: WithdrawalSettled,
    OrderKind.SHARE: ShareSettled,
    OrderKind.SERVICE: ServiceSettled,
    **dict.fromkeys(INVESTMENTS, InvestmentSettled),
}
FAILED = {
    OrderKind.PAYOUT: PayoutFailed,
    OrderKind.COLLECTION: CollectionFailed,
    OrderKind.TOP_UP: TopUpFailed,
    OrderKind.WITHDRAWAL: WithdrawalFailed,
    OrderKind.SHARE: ShareFailed,
    OrderKind.SERVICE: ServiceFailed,
    **dict.fromkeys(INVESTMENTS, InvestmentFailed),
}


async def settle(tx: Tx, order: PaymentOrder, settled_on: date) -> Event:
    """The money is where it should go. Returns the fact to publish."""
    for entry in make_settlement(order, settled_on):
        await post_entry(tx, entry)
    await change(
        tx,
        order,
        status=OrderStatus.SETTLED,
        settled_on=settled_on,
        ended_at=tx.now,
        ask_at=None,
    )
    return SETTLED[order.kind](
        subject_id=order.reference,
        parties=order.parties,
        order_id=order.id,
        amount=order.amount,
        settled_on=settled_on,
    )


async def fail(tx: Tx, order: PaymentOrder, reason_code: str) -> Event:
    """The money is the payer's again. Returns the fact to publish."""
    if (release := make_release(order, tx.business_date)) is not None:
        await post_entry(tx, release)
    await change(
        tx,
        order,
        status=OrderStatus.FAILED,
        reason_code=reason_code,
        ended_at=tx.now,
        ask_at=None,
    )
    return FAILED[order.kind](
        subject_id=order.reference,
        parties=order.parties,
        order_id=order.id,
        reason_code=reason_code,
    )


async def change(tx: Tx, order: PaymentOrder, **values: Any) -> None:
    await tx.connection.execute(
        update(tables.payment_order).where(tables.payment_order.c.id == order.id).values(**values)
    )


async def ask_later(tx: Tx, order: PaymentOrder, asks: int, **values: Any) -> None:
    """Ask after a pause that doubles with each question that has brought nothing new."""
    ask_at = tx.now + await queries.read_pause(tx, asks)
    await change(tx, order, asks=asks, ask_at=ask_at, **values)


async def note(tx: Tx, order: PaymentOrder, line: OrderNote) -> bool:
    """Add to the trace. False when that very message is there already."""
    noted = await tx.connection.execute(
        insert(tables.order_note)
        .values(
            id=line.id,
            order_id=order.id,
            kind=line.kind,
            effect=line.effect,
            says=line.says,
            reason_code=line.reason_code,
            remark=line.remark,
            noted_at=line.noted_at,
        )
        .on_conflict_do_nothing(index_elements=[tables.order_note.c.id])
    )
    return noted.rowcount == 1


def line_of(tx: Tx, line_id: UUID, kind: NoteKind, effect: Effect, **more: Any) -> OrderNote:
    empty: dict[str, Any] = {"says": None, "reason_code": None, "remark": None}
    return OrderNote(id=line_id, kind=kind, effect=effect, noted_at=tx.now, **(empty | more))
