"""Tables as .xlsx: amounts are numbers in their cells, written from their decimal text, so that
people can go on calculating with them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]  it has none

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Texts that are amounts with decimals become numbers; all others stay texts."""
    made = io.BytesIO()
    book: Any
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        formats = (
            book.add_format({"bold": True}),
            book.add_format({"num_format": "#,##0.00"}),
        )
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return made.getvalue()


def _write(made: Any, sheet: Sheet, formats: tuple[Any, Any]) -> None:
    heads, amounts = formats
    made.freeze_panes(1, 0)
    made.set_column(0, len(sheet.head) - 1, 18)
    for column, words in enumerate(sheet.head):
        made.write_string(0, column, words, heads)
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            if _is_amount(cell):
                made.write_number(row, column, Fraction(cell), amounts)
            else:
                made.write_string(row, column, cell)


def _is_amount(cell: str) -> bool:
    whole, dot, cents = cell.removeprefix("-").partition(".")
    return dot == "." and whole.isdigit() and cents.isdigit()
