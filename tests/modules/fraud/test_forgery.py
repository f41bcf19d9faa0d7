"""What documents, invoices and links give away: one case for each way, and honest ones."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.fraud.errors import FileNotExaminable
from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.graph.links import Links, find_groups
from rongqu.modules.fraud.invoices import (
    Holder,
    compare_declared,
    find_broken,
    find_out_of_order,
    forms_of,
)
from rongqu.modules.fraud.velocity import find_rushes

END = b"trailer\n<< /Size 9 >>\nstartxref\n9\n%%EOF\n"
MADE = b"/CreationDate (D:20260301100000+08'00')"
FONT = b"4 0 obj\n<< /Type /Font /BaseFont /ABCDEF+NotoSansSC >>\nendobj\n"


def a_pdf(*parts: bytes) -> bytes:
    body = b"1 0 obj\n<< " + MADE + b" /Producer (Issuer 3.2) >>\nendobj\n" + FONT
    return b"%PDF-1.7\n" + body + b"".join(parts) + END


def packed(content: bytes) -> bytes:
    data = zlib.compress(content)
    return b"5 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + data + b"\nendstream\nendobj\n"


SIGNATURE = b"6 0 obj\n<< /Type /Sig /ByteRange [0 10 20 %d] >>\nendobj\n"


def a_signed_pdf() -> bytes:
    whole = len(a_pdf(SIGNATURE % 100))
    return a_pdf(SIGNATURE % (whole - 20))


FORGED = [
    (a_pdf() + FONT + END, ["pdf.revisions", "pdf.objects_replaced"]),
    (a_signed_pdf() + b"7 0 obj\n<< >>\nendobj\n" + END, ["pdf.changed_after_signature"]),
    (a_pdf(b"% /ModDate (D:20260501100000+08'00')\n"), ["pdf.changed_after_issue"]),
    (a_pdf(b"% /ModDate (D:20250501100000+08'00')\n"), ["pdf.dates_impossible"]),
    (a_pdf(b"% /Creator (iLovePDF)\n"), ["pdf.editing_tool"]),
    (a_pdf(b"% <xmp:CreatorTool>Adobe Photoshop 25</xmp:CreatorTool>\n"), ["pdf.editing_tool"]),
    (a_pdf(packed(b"<< /Subtype /FreeText >>")), ["pdf.laid_over"]),
    (a_pdf(packed(b"1 1 1 rg 10 20 30 40 re f\nBT (900.00) Tj ET")), ["pdf.painted_over"]),
    (a_pdf(b"% << /BaseFont /Helvetica >>\n"), ["pdf.font_added"]),
]
HONEST = [
    a_pdf(),
    a_signed_pdf(),
    a_signed_pdf() + b"7 0 obj\n<< /Type /DSS /DSS 8 0 R >>\nendobj\n" + END,
    a_pdf(b"% /ModDate (D:20260301020100Z)\n"),
    a_pdf(packed(b"BT (900.00) Tj ET")),
    a_pdf(b"5 0 obj\n<< /Filter /FlateDecode >>\nstream\nbroken\nendstream\nendobj\n"),
    b"\xff\xd8\xff\xe1\x00\x12Exif\0\0Camera 1.2\xff\xda\0\0\xff\xd9",
    b"\x89PNG\r\n\x1a\n" + bytes(64),
]


@pytest.mark.parametrize(("content", "codes"), FORGED, ids=[codes[0] for _, codes in FORGED])
def test_a_forged_document_gives_itself_away(content: bytes, codes: list[str]) -> None:
    assert [each.code for each in examine_file(content).findings] == codes


@pytest.mark.parametrize("content", HONEST)
def test_an_honest_document_raises_no_alarm(content: bytes) -> None:
    assert examine_file(content).findings == ()


def test_pictures_name_the_program_that_changed_them() -> None:
    edited = b"\xff\xd8\xff\xed\x00\x10Photoshop 3.0\0\xff\xda\0\0 Adobe Photoshop \xff\xd9"
    codes = [each.code for each in examine_file(edited).findings]
    assert codes == ["picture.editing_tool", "picture.photoshop_block"]
    with pytest.raises(FileNotExaminable):
        examine_file(b"PK\x03\x04")


LINE = {
    "direction": "output",
    "number": "26110000000012345678",
    "code": "",
    "issued_on": date(2026, 6, 1),
    "net_minor": 1_000_00,
    "tax_minor": 130_00,
    "partner_code": synthetic_uscc("buyer"),
}
OLD = {"number": "10000007", "code": "1100214130"}
HOLDER = Holder(code=synthetic_uscc("seller"), founded_on=date(2016, 1, 1))
PERSON = "11010519491231002X"


def rules_broken(*lines: dict[str, Any]) -> list[tuple[int, str]]:
    return list(find_broken(pl.DataFrame(lines), HOLDER).iter_rows())


def out_of_order(*lines: dict[str, Any]) -> list[str]:
    forms = forms_of(pl.DataFrame(lines))
    return forms[find_out_of_order(forms)["row"]]["number"].to_list()


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        (OLD, []),
        ({"tax_minor": 130_05}, []),
        ({"tax_minor": 170_00}, []),
        ({"net_minor": -1_000_00, "tax_minor": -130_00}, []),
        ({"net_minor": 0, "tax_minor": 0}, []),
        ({"partner_code": PERSON}, []),
        ({"partner_code": ""}, []),
        ({"partner_code": "C-00017"}, []),
        ({"number": "~0a1b2c"}, []),
        ({"tax_minor": 130_06}, ["rate"]),
        ({"tax_minor": 171_00}, ["rate"]),
        ({"tax_minor": 171_01}, ["tax_impossible"]),
        ({"net_minor": 0, "tax_minor": 1_01}, ["tax_impossible"]),
        ({"tax_minor": -130_00}, ["rate", "tax_impossible"]),
        (OLD | {"issued_on": date(2018, 4, 30), "tax_minor": 160_00}, ["rate_not_yet"]),
        (OLD | {"issued_on": date(2018, 5, 1), "tax_minor": 160_00}, []),
        (OLD | {"issued_on": date(2019, 3, 31), "tax_minor": 90_00}, ["rate_not_yet"]),
        (
            OLD | {"issued_on": date(2018, 4, 30), "net_minor": 99_99, "tax_minor": 16_00},
            [],
        ),
        (OLD | {"issued_on": date(2015, 12, 31)}, ["before_founding"]),
        ({"issued_on": date(2025, 12, 31)}, ["number_year"]),
        ({"number": "2611"}, ["number"]),
        (OLD | {"code": "11002"}, ["number"]),
        ({"partner_code": "91110000000000000X"}, ["tax_code"]),
        ({"partner_code": "110105194912310021"}, ["tax_code"]),
        ({"partner_code": HOLDER.code}, ["own"]),
    ],
)
def test_a_line_says_which_rules_it_breaks(changes: dict[str, Any], rules: list[str]) -> None:
    assert rules_broken(LINE | changes) == [(0, f"invoice.{rule}") for rule in rules]


def test_a_form_of_a_book_that_was_used_late_is_out_of_order() -> None:
    book = [
        LINE | OLD | {"number": f"{10_000_000 + n}", "issued_on": date(2026, 6, 1 + n)}
        for n in range(5)
    ]
    late = [*book[:2], book[2] | {"issued_on": date(2026, 9, 1)}, *book[3:]]

    assert out_of_order(*book) == []
    assert out_of_order(*reversed(late)) == ["10000002"]
    bought = [each | {"direction": "input"} for each in late]
    assert out_of_order(*bought) == []
    other_book = [*late[:1], late[2] | {"code": "1100214131"}, *late[3:]]
    assert out_of_order(*other_book) == []


def test_stated_sales_may_be_a_little_above_those_of_the_invoices() -> None:
    invoiced, room = Money(1_000_00, "CNY"), Decimal("0.15")
    assert compare_declared(Money(1_150_00, "CNY"), invoiced, room) == []
    assert [each.code for each in compare_declared(Money(1_150_01, "CNY"), invoiced, room)] == [
        "figures.above_invoices"
    ]


def test_links_know_neighbours_circles_and_control() -> None:
    pairs = np.asarray([(0, 1), (1, 2), (2, 0), (2, 3), (4, 3)], np.int64)
    links = Links(pairs[:, 0], pairs[:, 1], np.asarray([0.6, 0.5, 0.1, 1.0, 0.2]))

    assert links.near(0, 1).distance == {0: 0, 1: 1, 2: 1}
    assert links.near(0, 9, most=3).is_whole is False
    assert links.cycles_through(0, 5) == [(0, 1, 2)]
    assert links.cycles_through(0, 2) == []
    assert links.cycles_through(3, 5) == []
    assert links.control_of(0) == pytest.approx({1: 0.6, 2: 0.3, 3: 0.3})
    assert links.near(99, 2).distance == {99: 0}


def test_parties_that_share_something_form_a_group() -> None:
    shared = [("phone:1", 1), ("phone:1", 2), ("device:9", 2), ("device:9", 3), ("phone:2", 4)]
    park = [("address:park", party) for party in range(100, 200)]

    assert find_groups([*shared, *park]) == [
        (frozenset({1, 2, 3}), frozenset({"phone:1", "device:9"}))
    ]


def test_a_rush_of_applications_is_found_when_it_begins() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    within = timedelta(hours=24)
    rush = [(start + timedelta(hours=n), "device:a") for n in range(6)]

    assert [each.where for each in find_rushes(rush, most=3, within=within)] == ["device:a"]
    calm = [(start + timedelta(hours=9 * n), "device:a") for n in range(9)]
    assert find_rushes(calm, most=3, within=within) == []
