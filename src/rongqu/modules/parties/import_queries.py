"""What one import brought of one enterprise: for the rooms that look at lines, in columns."""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

import polars as pl
from sqlalchemy import select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ImportId
from rongqu.modules.parties import tables
from rongqu.modules.parties.types import LineReason, RefusedLine

LINES = {
    "direction": pl.String,
    "number": pl.String,
    "code": pl.String,
    "issued_on": pl.Date,
    "net_minor": pl.Int64,
    "tax_minor": pl.Int64,
    "partner_code": pl.String,
}

_LINES = """
    SELECT i.direction, i.number, i.code, i.issued_on, i.net_minor, i.tax_minor,
           p.code AS partner_code
    FROM parties.invoice i JOIN parties.partner p ON p.id = i.partner_id
    WHERE i.enterprise_id = $1
"""
_IMPORTED = f"{_LINES} AND i.import_id = $2"
_BOOKS = f"""{_LINES} AND i.direction = 'output' AND i.number ~ $3 AND i.code IN (
        SELECT code FROM parties.invoice
        WHERE enterprise_id = $1 AND import_id = $2 AND direction = 'output' AND number ~ $3
    )
"""


async def list_enterprises_of_import(tx: Tx, import_id: ImportId) -> tuple[EnterpriseId, ...]:
    """Not scoped: for jobs of the rooms above."""
    columns = tables.import_share.c
    whose = select(columns.enterprise_id).where(columns.import_id == import_id)
    found = (await tx.connection.execute(whose.order_by(columns.enterprise_id))).scalars()
    return tuple(EnterpriseId(each) for each in found)


async def read_imported_lines(
    tx: Tx, import_id: ImportId, enterprise_id: EnterpriseId
) -> pl.DataFrame:
    """Not scoped, like `list_enterprises_of_import`."""
    return await _copy(tx, _IMPORTED, enterprise_id, import_id)


async def read_books_of(
    tx: Tx, import_id: ImportId, enterprise_id: EnterpriseId, numbers: str
) -> pl.DataFrame:
    """Not scoped, like `list_enterprises_of_import`. Of all imports: the company's own invoices
    whose number is written so, with the codes (the books of forms) that this one has added to."""
    return await _copy(tx, _BOOKS, enterprise_id, import_id, numbers)


async def _copy(tx: Tx, query: str, *values: object) -> pl.DataFrame:
    """As CSV: no Python object is made of a cell, so a hundred thousand lines take a fraction of a
    second."""
    content = BytesIO()
    await tx.connection.driver.copy_from_query(
        query, *values, output=content, format="csv", force_quote=True
    )
    content.seek(0)
    if not content.getbuffer().nbytes:
        return pl.DataFrame(schema=LINES)
    return pl.read_csv(
        content, has_header=False, new_columns=list(LINES), schema_overrides=list(LINES.values())
    )


async def list_lines_refused(
    tx: Tx, import_id: ImportId, enterprise_id: EnterpriseId, reasons: Collection[LineReason]
) -> tuple[RefusedLine, ...]:
    """Not scoped, like `list_enterprises_of_import`. In the order of the file."""
    columns = tables.refused_line.c
    refused = (
        select(columns.line, columns.reason, columns.cells)
        .where(
            columns.import_id == import_id,
            columns.enterprise_id == enterprise_id,
            columns.reason.in_(reasons),
        )
        .order_by(columns.line)
    )
    return tuple(
        RefusedLine(row.line, LineReason(row.reason), tuple(row.cells), enterprise_id)
        for row in await tx.connection.execute(refused)
    )
