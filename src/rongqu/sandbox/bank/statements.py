"""The day's statement as camt.053.001.08 (ISO 20022): every movement within the custody account.

It shows what has moved on each account within it, so that a transfer between two of them is two
lines whose sum is nothing. A day is final once it is closed: at midnight, or when somebody who
plays says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from xml.sax.saxutils import escape

from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.sandbox.bank.books import PLATFORM_ACCOUNT, SETTLEMENT_ACCOUNT
from rongqu.sandbox.bank.faults import Fault, find_strike

SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
ADJUSTMENT_MINOR = 88_00


def is_closed(books: sqlite3.Connection, day: date, now: datetime) -> bool:
    closed = books.execute("SELECT until_on FROM closing").fetchone()
    return day < business_date_at(now) or (
        closed is not None and day.isoformat() <= closed["until_on"]
    )


def write_statement(books: sqlite3.Connection, day: date) -> str:
    """An unknown line, when that fault strikes, is booked: the bank shows it ever after."""
    if find_strike(books, Fault.UNKNOWN_LINE, f"statement {day}"):
        _adjust(books, day)
    opening = _total(books, "booked_on < ?", day)
    closing = _total(books, "booked_on <= ?", day)
    rows = books.execute(
        "SELECT * FROM movement WHERE booked_on = ? ORDER BY number", (day.isoformat(),)
    )
    entries = "".join(_entries(rows))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{SPACE}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>ST{day:%Y%m%d}</MsgId><CreDtTm>{day}T23:59:59+08:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{SETTLEMENT_ACCOUNT}-{day:%Y%m%d}</Id>"
        f"<FrToDt><FrDtTm>{day}T00:00:00+08:00</FrDtTm><ToDtTm>{day}T23:59:59+08:00</ToDtTm></FrToDt>"
        f"<Acct><Id><Othr><Id>{SETTLEMENT_ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
        f"{_balance('OPBD', opening, day)}{_balance('CLBD', closing, day)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>\n"
    )


def _adjust(books: sqlite3.Connection, day: date) -> None:
    books.execute(
        "INSERT INTO movement (account_no, amount_minor, booked_on, reference, text)"
        " VALUES (?, ?, ?, ?, 'adjustment')",
        (PLATFORM_ACCOUNT, ADJUSTMENT_MINOR, day.isoformat(), f"ADJ{new_id().hex.upper()}"),
    )
    books.execute(
        "UPDATE account SET available_minor = available_minor + ? WHERE account_no = ?",
        (ADJUSTMENT_MINOR, PLATFORM_ACCOUNT),
    )


def _total(books: sqlite3.Connection, condition: str, day: date) -> int:
    found = books.execute(
        f"SELECT coalesce(sum(amount_minor), 0) FROM movement WHERE {condition}",  # nosec B608 # values are bound
        (day.isoformat(),),
    )
    return int(found.fetchone()[0])


def _balance(kind: str, minor: int, day: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(minor)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _amount(minor: int) -> str:
    sign = "DBIT" if minor < 0 else "CRDT"
    return f'<Amt Ccy="CNY">{Money(abs(minor), "CNY").amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def _entries(rows: sqlite3.Cursor) -> Iterator[str]:
    for row in rows:
        side = "DbtrAcct" if row["amount_minor"] < 0 else "CdtrAcct"
        day, reference = row["booked_on"], escape(row["reference"])
        yield (
            f"<Ntry>{_amount(row['amount_minor'])}<Sts><Cd>BOOK</Cd></Sts>"
            f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
            f"<AcctSvcrRef>M{row['number']}</AcctSvcrRef>"
            f"<BkTxCd><Prtry><Cd>{escape(row['text'])}</Cd></Prtry></BkTxCd>"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs><RltdPties>"
            f"<{side}><Id><Othr><Id>{row['account_no']}</Id></Othr></Id></{side}>"
            "</RltdPties></TxDtls></NtryDtls></Ntry>"
        )
