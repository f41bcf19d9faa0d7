"""A row of any table: the first there is, or one made from what the table says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Table, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.database import Connection
from rongqu.kernel.ids import new_id

Row = dict[str, Any]
_A_MOMENT = datetime.fromisoformat("2026-11-20T00:00:00Z")
_SMALLEST: dict[type, Any] = {
    datetime: _A_MOMENT, date: _A_MOMENT.date(), bytes: b"", bool: False, list: []
}  # fmt: skip


async def any_row(connection: Connection, table: Table, given: Mapping[str, Row]) -> Row:
    """`given`: by table, what it has to have. The connection is the tables' owner's."""
    row = dict(given.get(table.fullname, {}))
    wanted = select(table).where(*(table.c[name] == value for name, value in row.items()))
    found = (await connection.execute(wanted.limit(1))).mappings().first()
    if found is not None:
        return {str(name): value for name, value in found.items()}
    for column in table.columns:
        if column.name not in row and not (column.nullable or column.identity):
            row[column.name] = await _smallest(connection, column, given)
    await connection.execute(text("SET LOCAL session_replication_role = replica"))
    await connection.execute(insert(table).values(row))
    return row


async def _smallest(connection: Connection, column: Column[Any], given: Mapping[str, Row]) -> Any:
    """What a row refers to is there as well."""
    for key in column.foreign_keys:
        return (await any_row(connection, key.column.table, given))[key.column.name]
    if isinstance(column.type, JSONB):
        return {}
    kind = column.type.python_type
    if kind is UUID:
        return new_id()
    if kind is str:
        return _first_allowed(column)
    return _SMALLEST[kind] if kind in _SMALLEST else kind(1)


def _first_allowed(column: Column[Any]) -> str:
    """The first of the texts that a check of its own lists."""
    for check in column.table.constraints:
        if isinstance(check, CheckConstraint):
            listed = re.fullmatch(rf"{column.name} IN \('([^']+)'.*\)", str(check.sqltext))
            if listed:
                return listed[1]
    return "CNY" if column.name == "currency" else "x"
