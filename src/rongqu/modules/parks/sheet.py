"""Reading a park's file: first what it is, then its headings, then every line with its fault.

Whatever is wrong with the file as a whole is found before anything is written.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from zipfile import BadZipFile, ZipFile

import fastexcel

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
HEADINGS_WITHIN = 10
"""Rows in which the headings are looked for: some files begin with a title."""
LONGEST_CELL = 100
UNPACKED_MOST = 64 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
WAN = 10_000

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_NO_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)

Row = tuple[int, list[str]]


def read_sheet(content: bytes, file_name: str, bounds: Bounds, most_lines: int) -> ParkFile:
    rows = [row for row in _rows_of(content) if any(row[1])]
    start, places = _find_headings(rows)
    below = rows[start + 1 :]
    if not below:
        raise NoLines
    if len(below) > most_lines:
        raise TooManyLines(limit=most_lines)
    seen = set[Uscc]()
    lines = [_read_line(row, places, bounds, seen) for row in below]
    return ParkFile(name=file_name, lines=tuple(lines))


def _rows_of(content: bytes) -> Iterator[Row]:
    if content.startswith(b"PK\x03\x04"):
        _check_zip(content)
        yield from _rows_of_workbook(content)
    elif b"\x00" in content[:4096] or content.startswith(b"%PDF"):
        raise FileIsNoTable
    else:
        yield from _rows_of_text(content)


def _check_zip(content: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_MOST:
                raise FileIsNoTable
    except _NO_ZIP as error:
        raise FileIsNoTable from error


def _rows_of_workbook(content: bytes) -> Iterator[Row]:
    """Of the first sheet."""
    try:
        sheet = fastexcel.read_excel(content).load_sheet(
            0, header_row=None, dtypes="string", skip_rows=0
        )
        table = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise FileIsNoTable from error
    for number, cells in enumerate(table.iter_rows(), start=1):
        yield number, [_cell("" if cell is None else str(cell)) for cell in cells]


def _rows_of_text(content: bytes) -> Iterator[Row]:
    text = _decode(content)
    delimiter = max(",\t;", key=text[:4096].count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            yield number, [_cell(cell) for cell in cells]
    except csv.Error as error:
        raise FileIsNoTable from error


def _decode(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileIsNoTable


def _cell(text: str) -> str:
    return text.strip()[:LONGEST_CELL]


def _find_headings(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    """The row that names most of the columns, and where each of them is."""
    start, places = 0, dict[str, int]()
    for place, (_, cells) in enumerate(rows[:HEADINGS_WITHIN]):
        found = _places_in(cells)
        if len(found) > len(places):
            start, places = place, found
    missing = [name for name in COLUMNS if name not in places]
    if missing:
        raise ColumnsMissing(missing="、".join(missing), expected="、".join(COLUMNS))
    return start, places


def _places_in(cells: Sequence[str]) -> dict[str, int]:
    plain = [_plain(cell) for cell in cells]
    places = dict[str, int]()
    for name, others in COLUMNS.items():
        wanted = {_plain(each) for each in (name, *others)}
        place = next((at for at, cell in enumerate(plain) if cell in wanted), None)
        if place is not None:
            places[name] = place
    return places


def _plain(heading: str) -> str:
    narrow = heading.lower().replace("（", "(").replace("）", ")")
    return "".join(narrow.split()).strip("*")


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
    if not re.fullmatch(r"\d{1,3}", _whole(months)):
        raise _Faulty(LineFault.TERM_UNREADABLE)
    term = int(_whole(months))
    if not bounds.min_term_months <= term <= bounds.max_term_months:
        raise _Faulty(LineFault.TERM_OUTSIDE)
    return term


def _whole(text: str) -> str:
    """Spreadsheets write whole numbers as 12.0."""
    return re.sub(r"\.0+$", "", text)
