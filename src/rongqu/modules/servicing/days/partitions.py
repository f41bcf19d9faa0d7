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


async def build_partition(
    tx: Tx, table: Table, day: date, rows: str, values: dict[str, Any]
) -> int:
    """`rows` is a SELECT of exactly the table's columns, with `:named` values. Returns how many.

    The primary key of the table becomes one of the partition: a second row for a loan and day
    cannot be.
    """
    name = f"{SCHEMA}.{table.name}_{day:%Y%m%d}"
    built = await tx.connection.execute(closing_statement(f"CREATE TABLE {name} AS {rows}"), values)
    strict = ", ".join(f"ALTER COLUMN {column.name} SET NOT NULL" for column in table.columns)
    await tx.connection.execute(text(f"ALTER TABLE {name} {strict}"))
    await tx.connection.execute(
        text(f"ALTER TABLE {table.fullname} ATTACH PARTITION {name} FOR VALUES IN ('{day}')")
    )
    await tx.connection.execute(text(f"ANALYZE {name}"))
    return built.rowcount
