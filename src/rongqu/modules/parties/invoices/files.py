"""Opening a file that a stranger sent: first what it is, then its headings, then its lines.

Whatever is wrong with the file as a whole is found before the first line is handed out, so that a
refused file has changed nothing.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import codecs
import csv
import hashlib
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile, ZipFile

import fastexcel
import polars as pl

from rongqu.kernel.errors import DomainError
from rongqu.modules.parties.errors import (
    ColumnsMissing,
    FileDamaged,
    FileEmpty,
    FileEncodingUnknown,
    FileIsNoTable,
    FileIsNotWhatItClaims,
    FileListsGoods,
    FileProtected,
    FileUnpacksTooLarge,
    TooManyLines,
)
from rongqu.modules.parties.invoices.layouts import HEADER_WITHIN, Layout, find_layout

BATCH_LINES = 50_000
"""Lines in memory, and in one transaction: some 0.7 s of the database."""
MOST_COLUMNS = 200
MOST_CHARACTERS = 500
"""Of a cell. Nothing of an invoice is longer; a file made to fill the memory is."""
ENCODINGS = ("utf-8-sig", "gb18030")
"""GB18030 takes in GB2312 and GBK. It reads almost anything, so UTF-8 is tried first."""

_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What Python's zipfile raises for an archive that is none; OSError for places outside of it."""
_CHUNK = 1 << 20
_TOTALS = frozenset({"合计", "总计", "小计", "本页合计"})


Line = tuple[int, list[str]]
"""Number and cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    lines: int
    unpacked_bytes: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`frame`: `line`, `ragged`, and the cells as text `c0`, `c1` …; `ragged_cells` are those of
    lines with another number of cells than there are headings."""

    frame: pl.DataFrame
    ragged_cells: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])


class TableFile(Protocol):
    @property
    def layout(self) -> Layout: ...
    @property
    def total_lines(self) -> int: ...
    def batches(self, skip: int) -> Iterator[Batch]:
        """The lines after the first `skip`, the same ones each time."""
        ...


def checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_table(path: Path, claimed: str, limits: Limits) -> TableFile:
    """Reads the file to its end once. Raises one of the errors of whole files."""
    kind = _kind_of(path)
    if kind != claimed:
        if claimed == "xlsx" and kind == "protected":
            raise FileProtected
        raise FileIsNotWhatItClaims(claimed=claimed, found=kind)
    if kind == "parquet":
        return ParquetTable(path, limits)
    return XlsxTable(path, limits) if kind == "xlsx" else CsvTable(path, limits)


class CsvTable:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._encoding = _encoding_of(path)
        self._delimiter = _delimiter_of(path, self._encoding)
        with self._rows() as rows:
            self.layout = find_layout([cells for _, cells in islice(rows, HEADER_WITHIN)])
        with self._rows() as rows:
            self.total_lines = _count(self._lines(rows), limits)

    def batches(self, skip: int) -> Iterator[Batch]:
        with self._rows() as rows:
            lines = islice(self._lines(rows), skip, None)
            while found := list(islice(lines, BATCH_LINES)):
                yield _batch_of(found, len(self.layout.header))

    @contextmanager
    def _rows(self) -> Generator[Iterator[Line]]:
        with self._path.open(encoding=self._encoding, newline="") as text:
            yield self._parsed(csv.reader(text, delimiter=self._delimiter))

    def _parsed(self, reader: Iterator[list[str]]) -> Iterator[Line]:
        """Counted from 1, blank ones too. A quote that never closes swallows the rest: refused."""
        try:
            yield from enumerate(reader, start=1)
        except csv.Error as error:
            raise FileDamaged(why=str(error)) from error

    def _lines(self, rows: Iterator[Line]) -> Iterator[Line]:
        below = islice(rows, self.layout.header_row + 1, None)
        return ((line, cells) for line, cells in below if not _is_filler(cells))


class XlsxTable:
    """Excel keeps numbers as floats; what is written there is the shortest decimal that means the
    same float, as Excel shows it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        _check_zip(path, limits)
        sheet = _sheet_with_headings(path)
        self.layout = sheet.layout
        self._frame = sheet.frame
        self.total_lines = _check_count(self._frame.height, limits)

    def batches(self, skip: int) -> Iterator[Batch]:
        for batch in self._frame.slice(skip).iter_slices(BATCH_LINES):
            yield Batch(_without_rounded_numbers(batch))


class ParquetTable:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        try:
            schema = pl.scan_parquet(path).collect_schema()
            self.total_lines = _check_count(_height_of(path), limits)
            self._columns = [name for name, kind in schema.items() if not kind.is_nested()]
            self.layout = find_layout([self._columns[:MOST_COLUMNS]])
            # A damaged page shows here, before anything is written.
            batches = self._scan().collect_batches(chunk_size=BATCH_LINES)
            if sum(batch.height for batch in batches) != self.total_lines:
                raise FileDamaged(why="rows")
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
            raise FileDamaged(why=type(error).__name__) from error

    def batches(self, skip: int) -> Iterator[Batch]:
        for frame in self._scan().slice(skip).collect_batches(chunk_size=BATCH_LINES):
            yield Batch(frame)

    def _scan(self) -> pl.LazyFrame:
        """No row of headings here: lines count from 1."""
        cells = [
            pl.col(name).cast(pl.String, strict=False).fill_null("").str.head(MOST_CHARACTERS)
            for name in self.layout.header
        ]
        numbered = pl.scan_parquet(self._path).with_row_index("line", offset=1)
        return numbered.select(
            pl.col("line").cast(pl.Int64),
            pl.lit(value=False).alias("ragged"),
            *(cell.alias(f"c{place}") for place, cell in enumerate(cells)),
        )


@dataclass(frozen=True, slots=True)
class _Sheet:
    layout: Layout
    frame: pl.DataFrame


def _kind_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    if not start.strip():
        raise FileEmpty
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04"):
        return "xlsx" if _is_workbook(path) else "zip"
    if start.startswith(_OLE2):
        return "protected" if _ENCRYPTED in path.read_bytes() else "xls"
    if start.startswith(b"%PDF"):
        return "pdf"
    if start[:500].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        return "html"
    return "binary" if _is_binary(start) else "csv"


def _is_binary(start: bytes) -> bool:
    return b"\x00" in start and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _is_workbook(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _NO_ZIP as error:
        raise FileDamaged(why="zip") from error


def _check_zip(path: Path, limits: Limits) -> None:
    """Sizes as the archive claims them, then as they are: every part is unpacked up to the size
    that was claimed, and a part that goes on has the wrong checksum there."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.unpacked_bytes:
                raise FileUnpacksTooLarge(size=unpacked, limit=limits.unpacked_bytes)
            if any(part.flag_bits & 1 for part in parts):
                raise FileProtected
            for part in parts:
                with archive.open(part) as content:
                    while content.read(_CHUNK):
                        pass
    except _NO_ZIP as error:
        raise FileDamaged(why="zip") from error


def _sheet_with_headings(path: Path) -> _Sheet:
    """The sheet of invoices if one is called so, else the first with headings."""
    try:
        workbook = fastexcel.read_excel(path)
        names = sorted(workbook.sheet_names, key=lambda name: "基础信息" not in name)
        problem: DomainError = FileIsNoTable()
        for name in names:
            sheet = workbook.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
            try:
                return _read_sheet(sheet.to_polars())
            except (FileIsNoTable, ColumnsMissing, FileListsGoods) as error:
                problem = problem if isinstance(error, FileIsNoTable) else error
    except fastexcel.FastExcelError as error:
        raise FileDamaged(why=type(error).__name__) from error
    raise problem


def _read_sheet(sheet: pl.DataFrame) -> _Sheet:
    if sheet.width == 0:
        raise FileIsNoTable
    cells = sheet[:, :MOST_COLUMNS].select(
        pl.all().cast(pl.String).fill_null("").str.head(MOST_CHARACTERS)
    )
    cells.columns = [f"c{place}" for place in range(cells.width)]
    layout = find_layout(cells.head(HEADER_WITHIN).iter_rows())
    lines = cells.with_row_index("line", offset=1).slice(layout.header_row + 1)
    filler = pl.all_horizontal(pl.col(cells.columns).str.strip_chars() == "")
    totals = pl.any_horizontal(pl.col(cells.columns[:3]).str.strip_chars().is_in(_TOTALS))
    return _Sheet(
        layout,
        lines.filter(~filler & ~totals).select(
            pl.col("line").cast(pl.Int64),
            pl.lit(value=False).alias("ragged"),
            *(_shortest(name) for name in cells.columns),
        ),
    )


def _shortest(name: str) -> pl.Expr:
    """1234567890.119999886 is how the reader prints the float that Excel shows as 1234567890.12."""
    text = pl.col(name)
    is_long = text.str.contains(r"^-?\d{1,15}\.\d{3,}$")
    shortest = text.cast(pl.Float64, strict=False).cast(pl.String)
    return pl.when(is_long).then(shortest).otherwise(text).alias(name)


def _without_rounded_numbers(batch: pl.DataFrame) -> pl.DataFrame:
    """A number of 17 digits and more in a numeric cell has lost its last digits for good.

    One in thousands of such numbers is a float by chance; where most of a column are, they were
    stored as floats. They are written as 2.43E19 then, which no line is accepted with.
    """
    for name in batch.columns[2:]:
        long = batch[name].filter(batch[name].str.contains(r"^\d{17,}$"))
        rounded = sum(_fits_a_float(int(text)) for text in long)
        if rounded * 2 > len(long):
            mark = (
                pl.col(name)
                .cast(pl.Float64, strict=False)
                .map_elements(lambda value: f"{value:.14E}", return_dtype=pl.String)
            )
            is_long = pl.col(name).str.contains(r"^\d{17,}$")
            batch = batch.with_columns(pl.when(is_long).then(mark).otherwise(name).alias(name))
    return batch


def _fits_a_float(number: int) -> bool:
    """A float holds 53 bits; the zeros at the end of a binary number cost none."""
    zeros = (number & -number).bit_length() - 1
    return number.bit_length() - zeros <= 53


def _encoding_of(path: Path) -> str:
    """The first encoding in which the whole file makes sense."""
    with path.open("rb") as file:
        start = file.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileEncodingUnknown


def _delimiter_of(path: Path, encoding: str) -> str:
    """Comma, tab or semicolon: the one that cuts the first rows into most cells."""
    with path.open(encoding=encoding, newline="") as text:
        head = "".join(islice(text, HEADER_WITHIN))
    return max(",\t;", key=head.count)


def _is_filler(cells: Sequence[str]) -> bool:
    """A blank row, or the totals that some exports end with."""
    return not any(cell.strip() for cell in cells) or any(
        cell.strip() in _TOTALS for cell in cells[:3]
    )


def _count(lines: Iterator[Line], limits: Limits) -> int:
    return _check_count(sum(1 for _ in islice(lines, limits.lines + 1)), limits)


def _check_count(lines: int, limits: Limits) -> int:
    if lines > limits.lines:
        raise TooManyLines(limit=limits.lines)
    if lines == 0:
        raise FileEmpty
    return lines


def _height_of(path: Path) -> int:
    return pl.scan_parquet(path).select(pl.len()).collect().item()


def _batch_of(found: Sequence[Line], width: int) -> Batch:
    """Empty cells beyond the headings are no fault: some programs end each row with a comma."""
    ragged: dict[int, tuple[str, ...]] = {}
    rows: list[list[str]] = []
    for line, cells in found:
        if len(cells) != width:
            if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                ragged[line] = tuple(cells)
            cells = [*cells[:width], *[""] * (width - len(cells))]
        rows.append(cells)
    columns = [f"c{place}" for place in range(width)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    lines = pl.Series("line", [line for line, _ in found], dtype=pl.Int64)
    is_ragged = lines.is_in(list(ragged)).alias("ragged")
    cut = frame.select(pl.all().str.head(MOST_CHARACTERS))
    return Batch(cut.select(lines, is_ragged, *columns), ragged)
