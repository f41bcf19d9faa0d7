"""Every SELECT about batches: what waits to be told, and what became of what was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BatchId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.payments import tables
from rongqu.modules.payments.errors import BatchNotFound
from rongqu.modules.payments.ports import BankOrder
from rongqu.modules.payments.queries import to_order, with_names
from rongqu.modules.payments.types import OrderStatus, PaymentBatch, PaymentOrder


async def lock_waiting_orders(tx: Tx, limit: int) -> list[PaymentOrder]:
    """Ordered, their day has come, and nobody is telling the bank of them; oldest first."""
    waiting = (
        with_names()
        .where(tables.payment_order.c.status == OrderStatus.ORDERED)
        .where(tables.payment_order.c.value_date <= tx.business_date)
        .order_by(tables.payment_order.c.id)
        .limit(limit)
        .with_for_update(of=tables.payment_order, skip_locked=True)
    )
    return [to_order(row) for row in await tx.connection.execute(waiting)]


async def read_as_the_bank_wants(tx: Tx, orders: Sequence[PaymentOrder]) -> list[BankOrder]:
    sides = {side for order in orders for side in order.parties}
    columns = tables.custody_account.c
    wanted = select(columns.organisation_id, columns.account_no).where(
        columns.organisation_id.in_(sorted(sides))
    )
    numbers = {row.organisation_id: row.account_no for row in await tx.connection.execute(wanted)}
    return [
        BankOrder(
            id=order.id,
            kind=order.kind,
            debit_account=None if order.payer is None else numbers.get(order.payer),
            credit_account=None if order.payee is None else numbers.get(order.payee),
            credit_name=order.payee_name,
            amount=order.amount,
            fee=order.fee,
            value_date=order.value_date,
        )
        for order in orders
    ]


async def list_orders_to_ask_in_batch(tx: Tx, batch_id: BatchId) -> list[PaymentOrder]:
    columns = tables.payment_order.c
    due = with_names().where(columns.batch_id == batch_id, columns.ask_at <= tx.now)
    return [to_order(row) for row in await tx.connection.execute(due)]


async def get_batch(tx: Tx, batch_id: BatchId) -> PaymentBatch:
    wanted = _batches().where(tables.payment_batch.c.id == batch_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BatchNotFound(batch_id=batch_id)
    return _to_batch(row)


async def list_batches(tx: Tx, page: Page) -> Slice[PaymentBatch]:
    """Newest first."""
    return await read_page(tx, _batches(), tables.payment_batch.c.id, page, _to_batch)


def _batches() -> Select[Any]:
    return select(
        tables.payment_batch,
        _count(OrderStatus.SETTLED).label("settled"),
        _count(OrderStatus.FAILED).label("failed"),
    )


def _count(status: OrderStatus) -> Any:
    order = tables.payment_order.c
    return (
        select(func.count())
        .where(order.batch_id == tables.payment_batch.c.id, order.status == status)
        .scalar_subquery()
    )


def _to_batch(row: Row[Any]) -> PaymentBatch:
    return PaymentBatch(
        id=BatchId(row.id),
        orders=row.orders,
        amount=Money(row.amount_minor, row.currency),
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        settled=row.settled,
        failed=row.failed,
    )
