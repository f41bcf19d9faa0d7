"""Daily partitions: built beside their table and attached, so that readers never wait.

In one transaction with the phase that asks for it: a process that dies leaves nothing behind.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Table, text

from rongqu.infra.tx import Tx
from rongqu.modules.servicing.days.statements import closing_statement

SCHEMA = "servicing_days"
_ATTACH = text("SELECT servicing.attach_day(:target, :part, :day)")
"""Runs as the owner of the tables, to whom the day then belongs."""


async def build_partition(
    tx: Tx,
    table: Table,
    rows: str,
    values: dict[str, Any],
    mend: str | None = None,
) -> int:
    """`rows` is a SELECT of exactly the table's columns, with `:named` values. Returns how many.
    The day is `:day`. `mend` changes some of them while they are not yet part of the table.

    The primary key of the table becomes one of the partition: a second row for a loan and day
    cannot be.
    """
    day: date = values["day"]
    part = f"{table.name}_{day:%Y%m%d}"
    name = f"{SCHEMA}.{part}"
    built = await tx.connection.execute(closing_statement(f"CREATE TABLE {name} AS {rows}"), values)
    if mend is not None:
        await tx.connection.execute(closing_statement(mend.format(partition=name)), values)
    strict = ", ".join(f"ALTER COLUMN {column.name} SET NOT NULL" for column in table.columns)
    await tx.connection.execute(text(f"ALTER TABLE {name} {strict}"))
    await tx.connection.execute(_ATTACH, {"target": table.name, "part": part, "day": day})
    return built.rowcount
