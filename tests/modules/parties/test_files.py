# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rongqu.kernel.errors import DomainError
from rongqu.modules.parties import errors
from rongqu.modules.parties.invoices.files import Limits, open_table
from tests.builders.exports import BUREAU, OURS, Row, as_csv, as_parquet, as_workbook, as_xlsx, line

LIMITS = Limits(lines=1000, unpacked_bytes=20_000_000)
ROWS = [line(1), line(2)]
WHOLE = {
    "csv": as_csv([line(n) for n in range(20)]),
    "xlsx": as_xlsx([line(n) for n in range(20)]),
    "parquet": as_parquet([line(n) for n in range(20)]),
}
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")


def opened(folder: Path, content: bytes, claimed: str, limits: Limits = LIMITS) -> pl.DataFrame:
    """All lines of the file."""
    path = folder / "content"
    path.write_bytes(content)
    table = open_table(path, claimed, limits)
    batches = [batch.frame for batch in table.batches(0)]
    assert sum(frame.height for frame in batches) == table.total_lines
    return pl.concat(batches)


def cells(frame: pl.DataFrame) -> list[list[str]]:
    return [list(row[2:]) for row in frame.iter_rows()]


@pytest.mark.parametrize(
    ("content", "claimed", "first_line"),
    [
        (as_csv(ROWS), "csv", 2),
        (as_csv(ROWS, encoding="utf-8-sig"), "csv", 2),
        (as_csv(ROWS, encoding="gb18030"), "csv", 2),
        (as_csv(ROWS, encoding="utf-16"), "csv", 2),
        (as_csv(ROWS).replace(b",", b"\t"), "csv", 2),
        (as_csv(ROWS).replace(b",", b";"), "csv", 2),
        (as_csv(ROWS).replace(b"\r\n", b"\n"), "csv", 2),
        (as_xlsx(ROWS), "xlsx", 2),
        (as_parquet(ROWS), "parquet", 1),
    ],
)
def test_the_same_lines_come_out_of_every_kind(
    tmp_path: Path, content: bytes, claimed: str, first_line: int
) -> None:
    found = opened(tmp_path, content, claimed)
    assert cells(found) == ROWS
    assert found["line"].to_list() == [first_line, first_line + 1]


def test_reading_goes_on_where_it_was_told(tmp_path: Path) -> None:
    rows = [line(number) for number in range(5)]
    for content, claimed in (
        (as_csv(rows), "csv"),
        (as_xlsx(rows), "xlsx"),
        (as_parquet(rows), "parquet"),
    ):
        path = tmp_path / claimed
        path.write_bytes(content)
        rest = pl.concat(batch.frame for batch in open_table(path, claimed, LIMITS).batches(3))
        assert cells(rest) == rows[3:]


def test_titles_blank_rows_and_totals_are_no_lines(tmp_path: Path) -> None:
    above: list[Row] = [["发票导出"], [""], ["期间", "2025"]]
    total = ["合计", "", "", "", "200.00", "26.00", "226.00", ""]
    rows = [ROWS[0], [""] * 8, ROWS[1], total]

    sheet = opened(tmp_path, as_xlsx(rows, above=above), "xlsx")
    text = opened(tmp_path, "发票导出\n\n期间,2025\n".encode() + as_csv(rows), "csv")

    for found in (sheet, text):
        assert cells(found) == ROWS
        assert found["line"].to_list() == [5, 7]


def test_a_row_of_another_length_is_marked_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(as_csv([[*ROWS[0], "", " "], [*ROWS[1], "x"], ROWS[0][:3]]))

    [batch] = open_table(path, "csv", LIMITS).batches(0)

    assert batch.frame["ragged"].to_list() == [False, True, True]
    assert batch.ragged_cells == {3: (*ROWS[1], "x"), 4: tuple(ROWS[0][:3])}


def test_numbers_and_dates_of_a_spreadsheet_are_read_as_it_shows_them(tmp_path: Path) -> None:
    row = line(1, invoice_date=date(2025, 3, 14), net_amount=1234567890.12, tax_amount=-0.07)
    [found] = cells(opened(tmp_path, as_xlsx([row]), "xlsx"))
    assert found[2].startswith("2025-03-14")
    assert found[4:6] == ["1234567890.12", "-0.07"]


def test_a_number_that_a_spreadsheet_has_rounded_shows_it(tmp_path: Path) -> None:
    as_text, as_number = "24312000000012345678", 24312000000012345678
    [text] = cells(opened(tmp_path, as_xlsx([line(1, invoice_no=as_text)]), "xlsx"))
    [rounded] = cells(opened(tmp_path, as_xlsx([line(1, invoice_no=as_number)]), "xlsx"))
    assert text[1] == as_text
    assert "E+19" in rounded[1]


def test_the_sheet_of_invoices_is_found_among_others(tmp_path: Path) -> None:
    goods = [*BUREAU, "货物或应税劳务名称", "数量", "单价"]
    book = as_workbook({"信息汇总表": [goods, [""] * 19], "发票基础信息": [OURS, *ROWS]})
    assert cells(opened(tmp_path, book, "xlsx")) == ROWS


def zipped(name: str = "xl/workbook.xml", content: bytes = b"<workbook/>") -> bytes:
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return archive.getvalue()


def lying_zip() -> bytes:
    """Claims ten bytes and unpacks to thirty million."""
    content = bytearray(zipped(content=b"\x00" * 30_000_000))
    real = struct.pack("<I", 30_000_000)
    return bytes(content.replace(real, struct.pack("<I", 10)))


@pytest.mark.parametrize(
    ("content", "claimed", "refusal"),
    [
        (b"", "csv", errors.FileEmpty),
        (b" \n\n", "csv", errors.FileEmpty),
        (as_csv([]), "csv", errors.FileEmpty),
        (as_xlsx([]), "xlsx", errors.FileEmpty),
        (as_csv(ROWS), "xlsx", errors.FileIsNotWhatItClaims),
        (as_xlsx(ROWS), "csv", errors.FileIsNotWhatItClaims),
        (as_parquet(ROWS), "xlsx", errors.FileIsNotWhatItClaims),
        (b"%PDF-1.7 ...", "csv", errors.FileIsNotWhatItClaims),
        (b"<html><table>", "xlsx", errors.FileIsNotWhatItClaims),
        (b"\x7fELF\x00\x00\x00", "csv", errors.FileIsNotWhatItClaims),
        (zipped("word/document.xml"), "xlsx", errors.FileIsNotWhatItClaims),
        (OLE2 + b"\x00" * 600, "xlsx", errors.FileIsNotWhatItClaims),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "xlsx", errors.FileProtected),
        (b"PK\x03\x04 cut short", "xlsx", errors.FileDamaged),
        (zipped(), "xlsx", errors.FileDamaged),
        (as_parquet(ROWS)[:-20], "parquet", errors.FileDamaged),
        (b"PAR1 and nothing more", "parquet", errors.FileDamaged),
        (as_csv(ROWS) + b"\xff\xff\xff,\x80\n", "csv", errors.FileEncodingUnknown),
        (b"hello, world\n", "csv", errors.FileIsNoTable),
        (as_xlsx([["a", "b"]], header=["x", "y"]), "xlsx", errors.FileIsNoTable),
        (as_csv([row[:-1] for row in ROWS], OURS[:-1]), "csv", errors.ColumnsMissing),
        (zipped(content=b"\x00" * 30_000_000), "xlsx", errors.FileUnpacksTooLarge),
        (lying_zip(), "xlsx", errors.FileDamaged),
        (as_csv([line(n) for n in range(1001)]), "csv", errors.TooManyLines),
        (as_parquet([line(n) for n in range(1001)]), "parquet", errors.TooManyLines),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused_whole(
    tmp_path: Path, content: bytes, claimed: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        opened(tmp_path, content, claimed)


def test_a_huge_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    huge = line(1, counterparty_id="x" * 100_000)
    [found] = cells(opened(tmp_path, as_csv([huge]), "csv"))
    assert len(found[3]) == 500


def test_a_damaged_part_of_a_workbook_is_noticed(tmp_path: Path) -> None:
    content = as_xlsx([line(n) for n in range(200)])
    place = content.index(b"xl/worksheets/sheet1.xml") + 600
    damaged = content[:place] + zlib.compress(b"other")[:9] + content[place + 9 :]
    with pytest.raises(errors.FileDamaged):
        opened(tmp_path, damaged, "xlsx")


@given(seed=st.integers(0, 10**6), claimed=st.sampled_from(["csv", "xlsx", "parquet"]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_a_file_is_damaged_it_is_read_whole_or_refused(
    tmp_path: Path, seed: int, claimed: str
) -> None:
    chance = Random(seed)
    content = bytearray(WHOLE[claimed])
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(content))
        if chance.random() < 0.5:
            content[place] = chance.randrange(256)
        else:
            del content[place : place + chance.randint(1, 100)]
    with suppress(DomainError):
        opened(tmp_path, bytes(content), claimed)
