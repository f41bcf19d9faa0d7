"""Tables that people hand in: CSV, Excel and Parquet, as rows of trimmed text with their numbers.

What is wrong with the file as a whole is found before a row is used. Rooms say which headings they
know, and refuse in their own words.
"""

# Polars names types of numpy, which is not installed everywhere.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from zipfile import BadZipFile, ZipFile

import fastexcel
import polars as pl

HEADINGS_WITHIN = 10
"""Rows in which the headings are looked for: some files begin with a title."""
LONGEST_CELL = 100
UNPACKED_MOST = 64 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")

_NO_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)

Row = tuple[int, list[str]]
"""Its number in the file, counted from 1, and its cells."""
Columns = Mapping[str, tuple[str, ...]]
"""Heading of the template -> others that mean the same."""


class NotATable(Exception):
    """Something else, protected, or damaged."""


class HeadingsMissing(Exception):
    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing)
        self.missing = missing


def read_rows(content: bytes) -> Iterator[Row]:
    """Without those that are blank."""
    return ((number, cells) for number, cells in _rows_of(content) if any(cells))


def find_headings(
    rows: Sequence[Row], columns: Columns, needed: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """Which row names most of the columns, and where each of them is."""
    start, places = 0, dict[str, int]()
    for place, (_, cells) in enumerate(rows[:HEADINGS_WITHIN]):
        found = _places_in(cells, columns)
        if len(found) > len(places):
            start, places = place, found
    missing = [name for name in needed if name not in places]
    if missing:
        raise HeadingsMissing(missing)
    return start, places


def _rows_of(content: bytes) -> Iterator[Row]:
    if content.startswith(b"PK\x03\x04"):
        _check_zip(content)
        return _rows_of_workbook(content)
    if content.startswith(b"PAR1"):
        return _rows_of_parquet(content)
    if b"\x00" in content[:4096] or content.startswith(b"%PDF"):
        raise NotATable
    return _rows_of_text(content)


def _check_zip(content: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_MOST:
                raise NotATable
    except _NO_ZIP as error:
        raise NotATable from error


def _rows_of_workbook(content: bytes) -> Iterator[Row]:
    """Of the first sheet."""
    try:
        sheet = fastexcel.read_excel(content).load_sheet(
            0, header_row=None, dtypes="string", skip_rows=0
        )
        table = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise NotATable from error
    yield from _rows_of_frame(table, first=1)


def _rows_of_parquet(content: bytes) -> Iterator[Row]:
    """Its column names are the first row."""
    try:
        table = pl.read_parquet(content).select(pl.all().cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise NotATable from error
    yield 1, [_cell(name) for name in table.columns]
    yield from _rows_of_frame(table, first=2)


def _rows_of_frame(table: pl.DataFrame, first: int) -> Iterator[Row]:
    for number, cells in enumerate(table.iter_rows(), start=first):
        yield number, [_cell("" if cell is None else str(cell)) for cell in cells]


def _rows_of_text(content: bytes) -> Iterator[Row]:
    text = _decode(content)
    delimiter = max(",\t;", key=text[:4096].count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            yield number, [_cell(cell) for cell in cells]
    except csv.Error as error:
        raise NotATable from error


def _decode(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable


def _cell(text: str) -> str:
    return text.strip()[:LONGEST_CELL]


def _places_in(cells: Sequence[str], columns: Columns) -> dict[str, int]:
    plain = [_plain(cell) for cell in cells]
    places = dict[str, int]()
    for name, others in columns.items():
        wanted = {_plain(each) for each in (name, *others)}
        place = next((at for at, cell in enumerate(plain) if cell in wanted), None)
        if place is not None:
            places[name] = place
    return places


def _plain(heading: str) -> str:
    narrow = heading.lower().replace("（", "(").replace("）", ")")
    return "".join(narrow.split()).strip("*")
