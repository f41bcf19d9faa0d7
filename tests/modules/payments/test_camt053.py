"""Reading camt.053: what counts, and what is refused before anything else is looked at."""

from __future__ import annotations

from datetime import date

import pytest

from rongqu.kernel.errors import DomainError
from rongqu.modules.payments.iso20022.camt053 import read_statements
from tests.builders.ledger import cny
from tests.builders.statements import ACCOUNT, SPACE, Line, amount, camt053, statement

DAY = date(2026, 11, 20)
IN, OUT = Line(500_00, "A1", "one"), Line(-120_50, "A2", "two")


def test_a_statement_is_read_with_its_balances_and_lines() -> None:
    [read] = read_statements(camt053(DAY, [IN, OUT], opening=1_00))

    assert (read.number, read.account_no) == (f"ST-{DAY}", ACCOUNT)
    assert (read.from_on, read.to_on) == (DAY, DAY)
    assert (read.opening, read.closing) == (cny(1_00), cny(380_50))
    assert [(line.number, line.amount, line.sub_account) for line in read.lines] == [
        (1, cny(500_00), "A1"),
        (2, cny(-120_50), "A2"),
    ]
    assert [line.end_to_end for line in read.lines] == ["one", "two"]


def test_an_entry_that_is_only_expected_is_no_line() -> None:
    [read] = read_statements(camt053(DAY, [IN, Line(7, "A1", "three", status="PDNG")]))

    assert [line.end_to_end for line in read.lines] == ["one"]


def test_a_document_may_hold_several_days() -> None:
    tomorrow = date(2026, 11, 21)
    days = statement(DAY, [IN]) + statement(tomorrow, [OUT], opening=500_00)
    document = f'<Document xmlns="{SPACE}"><BkToCstmrStmt>{days}</BkToCstmrStmt></Document>'

    first, second = read_statements(document.encode())

    assert [line.end_to_end for line in first.lines] == ["one"]
    assert [line.end_to_end for line in second.lines] == ["two"]
    assert (second.from_on, second.lines[0].number) == (tomorrow, 1)


def test_a_batch_booked_as_one_entry_is_read_part_by_part() -> None:
    parts = "".join(
        f"<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs>{amount(minor)}</TxDtls>"
        for name, minor in (("one", 100), ("two", 400))
    )
    whole = (
        f"<Ntry>{amount(500)}<Sts>BOOK</Sts><BookgDt><Dt>{DAY}</Dt></BookgDt>"
        f"<NtryDtls>{parts}</NtryDtls></Ntry></Stmt>"
    )
    document = camt053(DAY, closing=500).replace(b"</Stmt>", whole.encode())

    [read] = read_statements(document)

    assert [(line.end_to_end, line.amount) for line in read.lines] == [
        ("one", cny(100)),
        ("two", cny(400)),
    ]


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
FILE = b'<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><l>&f;</l>'
ELSEWHERE = b'<!DOCTYPE l SYSTEM "http://127.0.0.1/l.dtd"><l/>'
DEEP = b"<a>" * 100 + b"</a>" * 100


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "payments.statement_not_xml"),
        (b"date,amount\n2026-11-20,5", "payments.statement_not_xml"),
        (b"<Document>", "payments.statement_not_xml"),
        (camt053(DAY, [IN])[:-30], "payments.statement_not_xml"),
        (LAUGHS, "payments.statement_xml_forbidden"),
        (FILE, "payments.statement_xml_forbidden"),
        (ELSEWHERE, "payments.statement_xml_forbidden"),
        (DEEP, "payments.statement_xml_forbidden"),
        (b"<html><body/></html>", "payments.statement_not_camt"),
        (camt053(DAY, space="urn:x"), "payments.statement_not_camt"),
        (camt053(DAY, space=SPACE.replace("053", "052")), "payments.statement_not_camt"),
        (camt053(DAY, [IN], currency="USD"), "payments.statement_currency_unknown"),
        (camt053(DAY, [IN]).replace(b"CLBD", b"ITBD"), "payments.statement_incomplete"),
        (camt053(DAY, [IN]).replace(b"500.00", b"5e2"), "payments.statement_incomplete"),
        (camt053(DAY, [IN]).replace(b"500.00", b"500.001"), "payments.statement_incomplete"),
        (camt053(DAY, [IN]).replace(b"500.00", b"-500.00"), "payments.statement_incomplete"),
        (camt053(DAY, [IN]).replace(b"2026-11-20", b"2026-13-20"), "payments.statement_incomplete"),
        (camt053(DAY, [IN]).replace(b"CRDT", b"PLUS"), "payments.statement_incomplete"),
    ],
)
def test_what_is_no_statement_is_refused_by_its_own_code(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_statements(content)

    assert refused.value.code == code
