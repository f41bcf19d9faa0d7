"""Reading a park's file: first what it is, then its headings, then every line with its fault.

Whatever is wrong with the file as a whole is found before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from rongqu.infra.table_files import HeadingsMissing, NotATable, Row, find_headings, read_rows
from rongqu.kernel.money import Money
from rongqu.kernel.pii import MobileNumber
from rongqu.kernel.uscc import InvalidUscc, Uscc, parse_uscc
from rongqu.modules.parks.errors import ColumnsMissing, FileIsNoTable, NoLines, TooManyLines
from rongqu.modules.parks.types import Bounds, FileLine, LineFault, ParkFile, Wanted

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "企业名称": ("公司名称", "名称", "company", "company name"),
    "统一社会信用代码": ("信用代码", "credit code", "uscc"),
    "联系人手机": ("手机", "手机号", "联系电话", "mobile"),
    "申请金额（万元）": ("申请金额", "金额（万元）", "amount (10,000 cny)", "amount"),
    "期限（月）": ("期限", "months", "term (months)"),
}
"""Heading of the template -> others that mean the same."""
WAN = 10_000

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")


def read_sheet(content: bytes, file_name: str, bounds: Bounds, most_lines: int) -> ParkFile:
    try:
        rows = list(read_rows(content))
        start, places = find_headings(rows, COLUMNS, tuple(COLUMNS))
    except NotATable as error:
        raise FileIsNoTable from error
    except HeadingsMissing as error:
        missing = "、".join(error.missing)
        raise ColumnsMissing(missing=missing, expected="、".join(COLUMNS)) from error
    below = rows[start + 1 :]
    if not below:
        raise NoLines
    if len(below) > most_lines:
        raise TooManyLines(limit=most_lines)
    seen = set[Uscc]()
    lines = [_read_line(row, places, bounds, seen) for row in below]
    return ParkFile(name=file_name, lines=tuple(lines))


class _Faulty(Exception):
    """The first thing that is wrong with a line."""

    def __init__(self, fault: LineFault) -> None:
        super().__init__(fault)
        self.fault = fault


def _read_line(row: Row, places: Mapping[str, int], bounds: Bounds, seen: set[Uscc]) -> FileLine:
    number, cells = row
    name, code, mobile, wan, months = (
        cells[places[column]] if places[column] < len(cells) else "" for column in COLUMNS
    )
    wanted, fault = None, None
    try:
        wanted = Wanted(
            uscc=_read_uscc(code, name, seen),
            mobile=_read_mobile(mobile),
            amount=_read_amount(wan, bounds),
            term_months=_read_term(months, bounds),
        )
    except _Faulty as faulty:
        fault = faulty.fault
    return FileLine(number=number, name=name, code=code, wanted=wanted, fault=fault)


def _read_uscc(code: str, name: str, seen: set[Uscc]) -> Uscc:
    if not name:
        raise _Faulty(LineFault.NAME_MISSING)
    try:
        uscc = parse_uscc(code)
    except InvalidUscc as error:
        raise _Faulty(LineFault.USCC_INVALID) from error
    if uscc in seen:
        raise _Faulty(LineFault.TWICE_IN_FILE)
    seen.add(uscc)
    return uscc


def _read_mobile(text: str) -> MobileNumber:
    dialled = _MOBILE.fullmatch(re.sub(r"[\s-]", "", _whole(text)))
    if dialled is None:
        raise _Faulty(LineFault.MOBILE_INVALID)
    return MobileNumber(dialled[1])


def _read_amount(wan: str, bounds: Bounds) -> Money:
    """Ten thousands of yuan, to the cent."""
    try:
        yuan = Decimal(wan.replace(",", "")) * WAN
        amount = Money.parse(f"{yuan.normalize():f}", "CNY")
    except (InvalidOperation, ValueError) as error:
        raise _Faulty(LineFault.AMOUNT_UNREADABLE) from error
    if not bounds.min_amount <= amount <= bounds.max_amount:
        raise _Faulty(LineFault.AMOUNT_OUTSIDE)
    return amount


def _read_term(months: str, bounds: Bounds) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", _whole(months)):
        raise _Faulty(LineFault.TERM_UNREADABLE)
    term = int(_whole(months))
    if not bounds.min_term_months <= term <= bounds.max_term_months:
        raise _Faulty(LineFault.TERM_OUTSIDE)
    return term


def _whole(text: str) -> str:
    """Spreadsheets write whole numbers as 12.0."""
    return re.sub(r"\.0+$", "", text)
