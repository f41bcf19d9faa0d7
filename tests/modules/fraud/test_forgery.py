"""What documents, invoices and links give away: one case for each way, and honest ones."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.fraud.errors import FileNotExaminable
from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.graph.links import Links, find_groups
from rongqu.modules.fraud.invoices import (
    Paper,
    compare_declared,
    examine_invoice,
    find_disorder,
    find_doubles,
)
from rongqu.modules.fraud.velocity import find_rushes

TODAY, FOUNDED = date(2026, 11, 28), date(2020, 1, 1)
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


PAPER = Paper(
    number="26110000000012345678",
    code="",
    issued_on=date(2026, 6, 1),
    seller=synthetic_uscc("seller"),
    buyer=synthetic_uscc("buyer"),
    net=Money(1_000_00, "CNY"),
    tax=Money(130_00, "CNY"),
    total=Money(1_130_00, "CNY"),
)
MORE = Money(500_00, "CNY")


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        (PAPER, []),
        (replace(PAPER, number="12345678", code="1100214130"), []),
        (replace(PAPER, tax=Money(130_01, "CNY"), total=Money(1_130_01, "CNY")), []),
        (replace(PAPER, total=PAPER.total + MORE), ["invoice.sum"]),
        (replace(PAPER, net=PAPER.net + MORE, total=PAPER.total + MORE), ["invoice.rate"]),
        (replace(PAPER, issued_on=date(2026, 12, 1)), ["invoice.future"]),
        (
            replace(PAPER, issued_on=date(2019, 6, 1)),
            ["invoice.before_founding", "invoice.number_year"],
        ),
        (replace(PAPER, number="2611"), ["invoice.number"]),
        (replace(PAPER, seller="91110000000000000X"), ["invoice.tax_code"]),
        (replace(PAPER, seller=PAPER.buyer), ["invoice.own"]),
    ],
)
def test_an_impossible_invoice_says_why(paper: Paper, codes: list[str]) -> None:
    assert [each.code for each in examine_invoice(paper, TODAY, FOUNDED)] == codes


def test_a_book_of_invoices_shows_doubles_and_what_was_filled_in() -> None:
    book = [
        replace(PAPER, number=f"{10_000_000 + n}", issued_on=date(2026, 6, 1 + n)) for n in range(5)
    ]
    late = [*book[:2], replace(book[2], issued_on=date(2026, 9, 1)), *book[3:]]

    assert find_doubles([*book, book[0]]) == []
    [double] = find_doubles([*book, replace(book[0], total=MORE)])
    assert (double.code, double.where) == ("invoice.two_contents", "10000000")
    assert find_disorder(book) == []
    assert [each.where for each in find_disorder(late)] == ["10000002"]
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
