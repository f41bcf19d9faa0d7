# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.modules.parties.errors import DirectionUnknown
from rongqu.modules.parties.invoices.layouts import find_layout
from rongqu.modules.parties.invoices.lines import Plan, check_plan, judge, settle_repeats
from rongqu.modules.parties.types import Direction
from tests.builders.exports import BUREAU, OURS, Row, bureau_line, line

TODAY = date(2026, 11, 22)
OWN = frozenset({"OWN", "本公司"})


def judged(
    *rows: Row,
    header: Row = OURS,
    direction: Direction | None = Direction.OUTPUT,
    own: frozenset[str] | None = OWN,
) -> pl.DataFrame:
    layout = find_layout([list(map(str, header))])
    columns = dict.fromkeys((f"c{place}" for place in range(len(header))), pl.String)
    cells = pl.DataFrame([list(map(str, row)) for row in rows], schema=columns, orient="row")
    numbered = cells.with_row_index("line", offset=2).with_columns(ragged=pl.lit(value=False))
    plan = Plan(layout=layout, direction=direction, own=own, business_date=TODAY)
    return judge(numbered.with_columns(pl.col("line").cast(pl.Int64)), plan)


def one(**changes: Any) -> dict[str, Any]:
    return judged(line(**changes)).row(0, named=True)


def test_an_ordinary_line_holds() -> None:
    assert one() == {
        "line": 2,
        "reason": None,
        "company": "",
        "direction": "output",
        "number": "10000001",
        "code": "",
        "issued_on": date(2025, 3, 14),
        "partner_code": "P1",
        "partner_name": "P1",
        "net_minor": 100_00,
        "tax_minor": 13_00,
        "status": "valid",
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"company_id": "OTHER"}, "line_of_other_company"),
        ({"invoice_no": "2.43E+19"}, "number_damaged"),
        ({"invoice_no": "12 34"}, "number_invalid"),
        ({"invoice_no": "号码"}, "number_invalid"),
        ({"invoice_no": "1" * 31}, "number_invalid"),
        ({"invoice_date": ""}, "date_missing"),
        ({"invoice_date": "2025-02-30"}, "date_unreadable"),
        ({"invoice_date": "14.03.25"}, "date_unreadable"),
        ({"invoice_date": "昨天"}, "date_unreadable"),
        ({"invoice_date": "2026-11-23"}, "date_in_future"),
        ({"invoice_date": "1993-12-31"}, "date_before_1994"),
        ({"net_amount": ""}, "amount_missing"),
        ({"tax_amount": " "}, "amount_missing"),
        ({"net_amount": "一百"}, "amount_unreadable"),
        ({"net_amount": "1e2"}, "amount_unreadable"),
        ({"net_amount": "1.2.3"}, "amount_unreadable"),
        ({"net_amount": "--1"}, "amount_unreadable"),
        ({"total_amount": "abc"}, "amount_unreadable"),
        ({"net_amount": "100.005"}, "amount_decimals"),
        ({"net_amount": "1234567890123"}, "amount_too_large"),
        ({"total_amount": "113.01"}, "total_wrong"),
        ({"tax_amount": "-13.00"}, "total_wrong"),
        ({"status": ""}, "status_missing"),
        ({"status": "可能有效"}, "status_unknown"),
    ],
)
def test_each_fault_has_its_reason(changes: dict[str, str], reason: str) -> None:
    assert one(**changes)["reason"] == reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-14", date(2025, 3, 14)),
        ("2025/3/4", date(2025, 3, 4)),
        ("2025.03.04", date(2025, 3, 4)),
        ("2025年3月4日", date(2025, 3, 4)),
        ("20250304", date(2025, 3, 4)),
        ("2025-03-14 10:20:30", date(2025, 3, 14)),
        ("2025-03-14T10:20:30", date(2025, 3, 14)),
        ("２０２５-０３-１４", date(2025, 3, 14)),
        ("45730", date(2025, 3, 14)),
        ("1994-01-01", date(1994, 1, 1)),
        ("2026-11-22", TODAY),
    ],
)
def test_a_date_may_be_written_in_many_ways(written: str, day: date) -> None:
    found = one(invoice_date=written)
    assert (found["reason"], found["issued_on"]) == (None, day)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("100", 100_00),
        ("100.5", 100_50),
        ("100.50000", 100_50),
        ("1,234.50", 1_234_50),
        ("１，２３４.50", 1_234_50),
        ("￥100.00", 100_00),
        ("100.00元", 100_00),
        ("-0.01", -1),
        ("−7.00", -7_00),
        ("(7.00)", -7_00),
        ("+7", 7_00),
        ("999999999999.99", 999_999_999_999_99),
    ],
)
def test_an_amount_is_read_to_the_fen(written: str, minor: int) -> None:
    found = one(net_amount=written, tax_amount="0", total_amount="")
    assert (found["reason"], found["net_minor"]) == (None, minor)


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_every_amount_survives_being_written_and_read(minor: int) -> None:
    written = str(Decimal(minor) / 100)
    assert one(net_amount=written, tax_amount="0", total_amount=written)["net_minor"] == minor


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("有效发票", "valid"),
        ("正常", "valid"),
        (" 作废发票", "void"),
        ("已作废", "void"),
        ("已红冲-全额", "offset"),
        ("异常凭证", "abnormal"),
        ("VOID", "void"),
    ],
)
def test_a_status_has_many_words(written: str, status: str) -> None:
    found = one(status=written)
    assert (found["reason"], found["status"]) == (None, status)


@pytest.mark.parametrize("written", ["***", "免税", "不征税"])
def test_no_tax_is_zero(written: str) -> None:
    assert one(tax_amount=written, total_amount="100.00")["tax_minor"] == 0


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("82240", "00082240"),
        ("12345678.0", "12345678"),
        ("\t12345678", "12345678"),
        ('="12345678"', "12345678"),
        ("'12345678", "12345678"),
        ("24312000000012345678", "24312000000012345678"),
    ],
)
def test_what_spreadsheets_do_to_numbers_is_undone(written: str, number: str) -> None:
    assert one(invoice_no=written)["number"] == number


def test_a_line_without_number_is_known_again_by_its_content() -> None:
    first, same, other = judged(
        line(invoice_no=""), line(invoice_no="", status="作废"), line(invoice_no="", net_amount="1",
        tax_amount="0", total_amount="1")
    )["number"]  # fmt: skip
    assert first == same != other
    assert first.startswith("~")


def test_the_company_s_own_name_may_stand_in_the_file() -> None:
    assert judged(line(company_id="本公司"), line(company_id="own"))["reason"].null_count() == 2


def test_the_side_says_input_or_output() -> None:
    rows = [
        bureau_line("1" * 20, "OWN", "P1"),
        bureau_line("2" * 20, "P1", "OWN"),
        bureau_line("3" * 20, "P1", "P2"),
        bureau_line("4" * 20, "OWN", "OWN"),
        bureau_line("5" * 20, "", "P9", 销方名称="本公司"),
    ]
    found = judged(*rows, header=BUREAU, direction=None)
    assert found["direction"].to_list() == ["output", "input", None, None, "output"]
    assert found["partner_code"].to_list()[:2] == ["P1", "P1"]
    assert found["partner_name"][0] == "P1公司"
    assert found["reason"].to_list() == [
        None, None, "line_of_other_company", "direction_unknown", None,
    ]  # fmt: skip


def test_what_was_chosen_counts_where_both_sides_are_the_company() -> None:
    row = bureau_line("4" * 20, "OWN", "OWN")
    found = judged(row, header=BUREAU, direction=Direction.INPUT)
    assert (found["reason"][0], found["direction"][0]) == (None, "input")


def test_a_file_of_many_companies_names_each() -> None:
    found = judged(line(company_id="f1"), line(), own=None)
    assert found["company"].to_list() == ["F1", ""]
    assert found["reason"].to_list() == [None, "company_unknown"]


def test_a_column_may_say_input_or_output() -> None:
    header = [*OURS, "direction"]
    rows = [[*line(), "进项"], [*line(), "output"], [*line(), ""]]
    found = judged(*rows, header=header, direction=Direction.INPUT)
    assert found["direction"].to_list() == ["input", "output", "input"]


@pytest.mark.parametrize(("header", "own"), [(OURS, OWN), (OURS, None), (BUREAU, None)])
def test_where_nothing_says_input_or_output_the_file_is_refused(
    header: Row, own: frozenset[str] | None
) -> None:
    layout = find_layout([list(map(str, header))])
    with pytest.raises(DirectionUnknown):
        check_plan(Plan(layout=layout, direction=None, own=own, business_date=TODAY))


def settled(*rows: Row) -> list[tuple[str, str]]:
    """Outcome and status of each line."""
    accepted = judged(*rows).with_columns(enterprise_id=pl.lit("one"))
    return settle_repeats(accepted).select("outcome", "status").rows()


def test_the_same_line_again_is_a_repetition() -> None:
    assert settled(line(1), line(2), line(1)) == [
        ("first", "valid"),
        ("first", "valid"),
        ("repeated", "valid"),
    ]


def test_the_same_number_with_another_content_conflicts() -> None:
    others = [line(1, counterparty_id="P2"), line(1, invoice_date="2025-03-15")]
    assert [outcome for outcome, _ in settled(line(1), *others)] == ["first", *["conflicting"] * 2]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_states_the_later_one_counts_whatever_the_order(*, turned: bool) -> None:
    rows = [line(1, status="作废"), line(1)]
    [(_, status), _] = settled(*(rows[::-1] if turned else rows))
    assert status == "void"
