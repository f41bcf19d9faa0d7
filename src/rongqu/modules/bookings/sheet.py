"""Reading a bank's file of repayments: what it is, its headings, and every line with its fault."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rongqu.infra.table_files import (
    Columns,
    HeadingsMissing,
    NotATable,
    Row,
    find_headings,
    read_rows,
)
from rongqu.kernel.errors import DomainError
from rongqu.modules.bookings.errors import (
    AmountUnreadable,
    ColumnsMissing,
    DayUnreadable,
    FileIsNoTable,
    LineIncomplete,
    NoLines,
    TooManyLines,
)
from rongqu.modules.bookings.types import FileLine

REPAYMENTS: Columns = {
    "流水号": ("交易流水号", "银行流水号", "line id", "transaction id", "key"),
    "借据号": ("贷款编号", "合同编号", "loan number", "loan no"),
    "还款金额（元）": ("还款金额", "金额", "金额（元）", "amount", "amount (cny)"),
    "还款日期": ("入账日期", "交易日期", "日期", "paid on", "date"),
}
"""Heading of the template -> others that mean the same."""

_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]00:00:00(?:\.0+)?)?")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReadFile:
    sha256: str
    lines: tuple[FileLine, ...]


def read_repayments(content: bytes, most_lines: int) -> ReadFile:
    rows, places = read_lines(content, REPAYMENTS, most_lines)
    lines = tuple(_read_line(row, places) for row in rows)
    return ReadFile(hashlib.sha256(content).hexdigest(), lines)


def read_lines(
    content: bytes, columns: Columns, most_lines: int
) -> tuple[Sequence[Row], Sequence[int]]:
    """The rows below the headings, and where each column is in them."""
    try:
        rows = list(read_rows(content))
        start, places = find_headings(rows, columns, tuple(columns))
    except NotATable as error:
        raise FileIsNoTable from error
    except HeadingsMissing as error:
        missing = "、".join(error.missing)
        raise ColumnsMissing(missing=missing, expected="、".join(columns)) from error
    below = rows[start + 1 :]
    if not below:
        raise NoLines
    if len(below) > most_lines:
        raise TooManyLines(limit=most_lines)
    return below, [places[name] for name in columns]


def _read_line(row: Row, places: Sequence[int]) -> FileLine:
    number, cells = row
    key, loan, amount, day = (cells[at] if at < len(cells) else "" for at in places)
    paid, paid_on = read_amount(amount), read_day(day)
    fault: type[DomainError] | None = None
    if not all((key, loan, amount, day)):
        fault = LineIncomplete
    elif paid <= NOTHING:
        fault = AmountUnreadable
    elif paid_on is None:
        fault = DayUnreadable
    return FileLine(
        number=number,
        key=key,
        loan_number=loan,
        amount=paid,
        paid_on=paid_on,
        cells=tuple(cells),
        fault=fault,
    )


def read_amount(text: str) -> Decimal:
    """Nothing where there is no number."""
    try:
        amount = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return NOTHING
    return amount if amount.is_finite() else NOTHING


def read_day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
