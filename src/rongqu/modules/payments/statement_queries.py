"""Every SELECT about statements of the bank and about breaks. Staff only: each caller asks for its
permission, and whoever may see one sees all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, text

from rongqu.infra.keyset import Along, read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BreakId, PaymentOrderId, StatementId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.payments import tables
from rongqu.modules.payments.errors import BreakNotFound, StatementNotFound
from rongqu.modules.payments.queries import to_order, with_names
from rongqu.modules.payments.reconciling import KnownOrder, Leg, group_by_order, legs_of
from rongqu.modules.payments.types import (
    CURRENCY,
    BankLine,
    Break,
    BreakFilter,
    BreakReason,
    BreakStatus,
    OpenBreaks,
    OrderStatus,
    Statement,
    StatementLineRecord,
    StatementSource,
)

SOON, LATE = timedelta(days=1), timedelta(days=3)
"""Where the ages of breaks are parted."""

BATCH = 5_000
"""Ids in one question: the protocol takes 32,767."""


async def lock_statements(tx: Tx) -> None:
    """One import at a time: each has to follow the one before it."""
    await tx.connection.execute(text("LOCK TABLE payments.statement IN SHARE ROW EXCLUSIVE MODE"))


async def find_last_statement(tx: Tx, account_no: str) -> Statement | None:
    columns = tables.statement.c
    last = (
        _statements()
        .where(columns.account_no == account_no)
        .order_by(columns.to_on.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(last)).one_or_none()
    return None if row is None else _to_statement(row)


async def find_known_statement(
    tx: Tx, account_no: str, number: str
) -> tuple[StatementId, str] | None:
    """Its id and the hash of its document."""
    columns = tables.statement.c
    known = select(columns.id, columns.sha256).where(
        columns.account_no == account_no, columns.number == number
    )
    row = (await tx.connection.execute(known)).one_or_none()
    return None if row is None else (StatementId(row.id), row.sha256)


async def get_statement(tx: Tx, statement_id: StatementId) -> Statement:
    wanted = _statements().where(tables.statement.c.id == statement_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise StatementNotFound(statement_id=statement_id)
    return _to_statement(row)


async def list_statements(tx: Tx, page: Page) -> Slice[Statement]:
    """Newest import first."""
    return await read_page(tx, _statements(), tables.statement.c.id, page, _to_statement)


async def list_lines(
    tx: Tx, statement_id: StatementId, after: int, limit: int, *, only_breaks: bool
) -> tuple[StatementLineRecord, ...]:
    columns = tables.statement_line.c
    found = (
        select(tables.statement_line)
        .where(columns.statement_id == statement_id, columns.number > after)
        .order_by(columns.number)
        .limit(limit)
    )
    if only_breaks:
        found = found.where(columns.break_id.is_not(None))
    return tuple(to_line(row) for row in await tx.connection.execute(found))


async def list_lines_of_break(tx: Tx, break_id: BreakId) -> tuple[StatementLineRecord, ...]:
    columns = tables.statement_line.c
    found = (
        select(tables.statement_line).where(columns.break_id == break_id).order_by(columns.number)
    )
    return tuple(to_line(row) for row in await tx.connection.execute(found))


async def read_known_orders(
    tx: Tx, order_ids: Iterable[PaymentOrderId], period: tuple[date, date] | None, fee_account: str
) -> dict[PaymentOrderId, KnownOrder]:
    """Those that lines name, and those that our books have settled in the period."""
    columns = tables.payment_order.c
    conditions = [columns.id.in_(part) for part in _parts(sorted(set(order_ids)))]
    if period is not None:
        conditions.append(columns.settled_on.between(*period))
    orders = {
        order.id: order
        for condition in conditions
        for order in [
            to_order(row) for row in await tx.connection.execute(with_names().where(condition))
        ]
    }
    sides = {side for order in orders.values() for side in order.parties}
    accounts = await _read_account_numbers(tx, sides)
    return {
        order.id: KnownOrder(
            id=order.id,
            legs=legs_of(order, accounts, fee_account),
            settled_on=order.settled_on if order.status is OrderStatus.SETTLED else None,
        )
        for order in orders.values()
    }


async def read_taken_legs(
    tx: Tx, order_ids: Collection[PaymentOrderId]
) -> dict[PaymentOrderId, list[Leg]]:
    """What lines of statements before this one have matched already."""
    columns = tables.statement_line.c
    rows: list[tuple[PaymentOrderId, Leg]] = []
    for part in _parts(sorted(order_ids)):
        matched = select(columns.order_id, columns.sub_account, columns.amount_minor).where(
            columns.order_id.in_(part), columns.break_id.is_(None)
        )
        rows += [
            (PaymentOrderId(row.order_id), (row.sub_account, row.amount_minor))
            for row in await tx.connection.execute(matched)
            if row.order_id is not None
        ]
    return group_by_order(rows)


async def get_break(tx: Tx, break_id: BreakId) -> Break:
    return await _one_break(tx, _breaks().where(tables.break_item.c.id == break_id), break_id)


async def lock_break(tx: Tx, break_id: BreakId) -> Break:
    locked = _breaks().where(tables.break_item.c.id == break_id)
    return await _one_break(tx, locked.with_for_update(of=tables.break_item), break_id)


async def lock_open_breaks_of(tx: Tx, order_ids: Collection[PaymentOrderId]) -> tuple[Break, ...]:
    columns = tables.break_item.c
    found: list[Break] = []
    for part in _parts(sorted(order_ids)):
        wanted = (
            _breaks()
            .where(columns.order_id.in_(part), columns.status == BreakStatus.OPEN)
            .order_by(columns.id)
            .with_for_update(of=tables.break_item)
        )
        found += [_to_break(row) for row in await tx.connection.execute(wanted)]
    return tuple(found)


async def list_breaks(tx: Tx, wanted: BreakFilter, page: Page) -> Slice[Break]:
    """Oldest first: whoever opens the queue takes what has waited longest."""
    found = _breaks().where(*_conditions(tx, wanted))
    oldest_first = Along(tables.break_item.c.id, oldest_first=True)
    return await read_page(tx, found, oldest_first, page, _to_break)


async def sum_open_effects(tx: Tx) -> Money:
    """By how much the bank has more than the books, as far as open breaks say why."""
    columns = tables.break_item.c
    total = select(func.coalesce(func.sum(columns.amount_minor), 0)).where(
        columns.status == BreakStatus.OPEN
    )
    return Money(int((await tx.connection.execute(total)).scalar_one()), CURRENCY)


async def summarise_breaks(tx: Tx) -> OpenBreaks:
    columns = tables.break_item.c
    figures = select(
        func.count().label("open"),
        func.coalesce(func.sum(func.abs(columns.amount_minor)), 0).label("amount_minor"),
        func.count().filter(columns.assigned_to.is_(None)).label("unassigned"),
        func.count().filter(columns.opened_at > tx.now - SOON).label("today"),
        func.count().filter(columns.opened_at <= tx.now - LATE).label("late"),
    ).where(columns.status == BreakStatus.OPEN)
    row = (await tx.connection.execute(figures)).one()
    last_on = select(func.max(tables.statement.c.to_on))
    return OpenBreaks(
        count=row[0],
        amount=Money(int(row[1]), CURRENCY),
        unassigned=row[2],
        today=row[3],
        days_1_to_3=row[0] - row[3] - row[4],
        days_over_3=row[4],
        last_statement_on=(await tx.connection.execute(last_on)).scalar_one(),
    )


async def find_missing_day(tx: Tx, account_no: str) -> date | None:
    """The first day that is over and has no statement; at first, when money first moved."""
    last = await find_last_statement(tx, account_no)
    if last is not None:
        day: date | None = last.to_on + timedelta(days=1)
    else:
        first = select(func.min(tables.payment_order.c.settled_on))
        day = (await tx.connection.execute(first)).scalar_one()
    return day if day is not None and day < tx.business_date else None


async def list_settled_orders_in_breaks(tx: Tx) -> list[PaymentOrderId]:
    """Orders that have settled since the statement with their lines was imported."""
    item, order = tables.break_item.c, tables.payment_order
    found = (
        select(order.c.id)
        .join(tables.break_item, item.order_id == order.c.id)
        .where(
            item.status == BreakStatus.OPEN,
            item.reason == BreakReason.NOT_SETTLED,
            order.c.status == OrderStatus.SETTLED,
        )
        .limit(BATCH)
    )
    return [PaymentOrderId(each) for each in (await tx.connection.execute(found)).scalars()]


def to_line(row: Row[Any]) -> StatementLineRecord:
    return StatementLineRecord(
        line=BankLine(
            number=row.number,
            amount=Money(row.amount_minor, row.currency),
            booked_on=row.booked_on,
            value_on=row.value_on,
            bank_reference=row.bank_reference,
            end_to_end=row.end_to_end,
            sub_account=row.sub_account,
            kind=row.kind,
            text=row.text,
        ),
        order_id=None if row.order_id is None else PaymentOrderId(row.order_id),
        break_id=None if row.break_id is None else BreakId(row.break_id),
    )


def _statements() -> Select[Any]:
    line, item = tables.statement_line.c, tables.break_item.c
    counts = (
        select(func.count())
        .where(line.statement_id == tables.statement.c.id)
        .scalar_subquery()
        .label("lines")
    )
    matched = (
        select(func.count())
        .where(line.statement_id == tables.statement.c.id, line.break_id.is_(None))
        .scalar_subquery()
        .label("matched")
    )
    open_breaks = (
        select(func.count())
        .where(item.statement_id == tables.statement.c.id, item.status == BreakStatus.OPEN)
        .scalar_subquery()
        .label("open_breaks")
    )
    return select(tables.statement, counts, matched, open_breaks)


def _to_statement(row: Row[Any]) -> Statement:
    return Statement(
        id=StatementId(row.id),
        number=row.number,
        account_no=row.account_no,
        from_on=row.from_on,
        to_on=row.to_on,
        opening=Money(row.opening_minor, row.currency),
        closing=Money(row.closing_minor, row.currency),
        ledger=Money(row.ledger_minor, row.currency),
        lines=row.lines,
        matched=row.matched,
        open_breaks=row.open_breaks,
        source=StatementSource(row.source),
        imported_by=UserId(row.imported_by),
        imported_at=row.imported_at,
    )


def _breaks() -> Select[Any]:
    item, statement = tables.break_item, tables.statement
    return select(*item.c, statement.c.number.label("statement_number")).join_from(
        item, statement, statement.c.id == item.c.statement_id
    )


async def _one_break(tx: Tx, statement: Select[Any], break_id: BreakId) -> Break:
    row = (await tx.connection.execute(statement)).one_or_none()
    if row is None:
        raise BreakNotFound(break_id=break_id)
    return _to_break(row)


def _to_break(row: Row[Any]) -> Break:
    return Break(
        id=BreakId(row.id),
        statement_id=StatementId(row.statement_id),
        statement_number=row.statement_number,
        reason=BreakReason(row.reason),
        order_id=None if row.order_id is None else PaymentOrderId(row.order_id),
        effect=Money(row.amount_minor, row.currency),
        status=BreakStatus(row.status),
        opened_on=row.opened_on,
        opened_at=row.opened_at,
        assigned_to=None if row.assigned_to is None else UserId(row.assigned_to),
        closed_at=row.closed_at,
        closed_by=None if row.closed_by is None else UserId(row.closed_by),
        remark=row.remark,
    )


def _conditions(tx: Tx, wanted: BreakFilter) -> list[ColumnElement[bool]]:
    columns = tables.break_item.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        conditions.append(columns.status == wanted.status)
    if wanted.reason is not None:
        conditions.append(columns.reason == wanted.reason)
    if wanted.statement_id is not None:
        conditions.append(columns.statement_id == wanted.statement_id)
    if wanted.is_mine is not None:
        mine = columns.assigned_to == tx.actor.id
        conditions.append(mine if wanted.is_mine else or_(~mine, columns.assigned_to.is_(None)))
    return conditions


async def _read_account_numbers(tx: Tx, owners: Collection[UUID]) -> Mapping[UUID, str]:
    columns = tables.custody_account.c
    found: dict[UUID, str] = {}
    for part in _parts(sorted(owners)):
        wanted = select(columns.organisation_id, columns.account_no).where(
            columns.organisation_id.in_(part)
        )
        for row in await tx.connection.execute(wanted):
            if row.account_no is not None:
                found[row.organisation_id] = row.account_no
    return found


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
