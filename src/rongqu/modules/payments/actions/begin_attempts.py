"""Note that the bank is about to be told of all orders that wait: one by one, or as a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update

from rongqu.events.payments import BatchSent, PaymentSent
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BatchId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments import batch_queries, queries, tables
from rongqu.modules.payments.ports import BankOrder
from rongqu.modules.payments.types import (
    CURRENCY,
    Effect,
    NoteKind,
    OrderKind,
    OrderStatus,
    PaymentOrder,
)

WITHIN_THE_BANK = frozenset({OrderKind.PAYOUT, OrderKind.COLLECTION})
"""What pain.001 can say: from one account of the bank to another."""


@dataclass(frozen=True, slots=True)
class Begun:
    """`batch_id` and the orders that go in one message; the others are told one by one."""

    batch_id: BatchId | None
    together: tuple[BankOrder, ...]
    alone: tuple[BankOrder, ...]


async def begin_attempts(tx: Tx) -> Begun:
    """Internal: a job calls it, and tells the bank after it has committed. Two at once take other
    orders; a worker that dies in between leaves orders that are looked after like those without
    an answer."""
    size = int(await read_policy(tx, "payments.batch_size"))
    waiting = await batch_queries.lock_waiting_orders(tx, size)
    orders = await batch_queries.read_as_the_bank_wants(tx, waiting)
    together = [order for order in orders if order.kind in WITHIN_THE_BANK]
    if len(together) < int(await read_policy(tx, "payments.batch_from")):
        together = []
    batch_id = await _insert_batch(tx, together) if together else None

    in_batch = {order.id for order in together}
    alone = [order for order in orders if order.id not in in_batch]
    await _change(tx, together, batch_id)
    await _change(tx, alone, None)
    await _note(tx, waiting)

    await tx.publish_all(
        [
            PaymentSent(subject_id=order.id, parties=order.parties, attempt=order.attempts + 1)
            for order in waiting
        ]
    )
    if batch_id is not None:
        await tx.publish(BatchSent(subject_id=batch_id, parties=(), orders=len(together)))
    return Begun(batch_id, tuple(together), tuple(alone))


async def _insert_batch(tx: Tx, orders: Sequence[BankOrder]) -> BatchId:
    batch_id = BatchId(new_id())
    total = sum((order.amount for order in orders), Money.zero(CURRENCY))
    await tx.connection.execute(
        insert(tables.payment_batch).values(
            id=batch_id,
            orders=len(orders),
            amount_minor=total.minor,
            currency=total.currency,
            sent_at=tx.now,
        )
    )
    return batch_id


async def _change(tx: Tx, orders: Sequence[BankOrder], batch_id: BatchId | None) -> None:
    if not orders:
        return
    columns = tables.payment_order.c
    await tx.connection.execute(
        update(tables.payment_order)
        .where(columns.id.in_([order.id for order in orders]))
        .values(
            status=OrderStatus.SENT,
            attempts=columns.attempts + 1,
            sent_at=tx.now,
            ask_at=tx.now + await queries.read_pause(tx, asks=0),
            batch_id=batch_id,
        )
    )


async def _note(tx: Tx, orders: Sequence[PaymentOrder]) -> None:
    if not orders:
        return
    await tx.connection.execute(
        insert(tables.order_note).values(
            [
                {
                    "id": new_id(),
                    "order_id": order.id,
                    "kind": NoteKind.SENT,
                    "effect": Effect.MOVED,
                    "noted_at": tx.now,
                }
                for order in orders
            ]
        )
    )
