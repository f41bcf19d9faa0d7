"""Writes camt.053 documents as a bank would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rongqu.kernel.money import Money

SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
ACCOUNT = "880000000000"
FEES = "880000000001"


@dataclass(frozen=True, slots=True)
class Line:
    """What moved on an account within the custody account, and the order it names."""

    minor: int
    account: str | None
    reference: object
    kind: str = "payout"
    status: str = "BOOK"


def camt053(day: date, lines: Sequence[Line] = (), *, opening: int = 0, **more: Any) -> bytes:
    """`more`: number, account, currency, closing and space, where they shall be wrong."""
    inner = statement(day, lines, opening=opening, **more)
    space = more.get("space", SPACE)
    return f'<Document xmlns="{space}"><BkToCstmrStmt>{inner}</BkToCstmrStmt></Document>'.encode()


def statement(day: date, lines: Sequence[Line], *, opening: int = 0, **more: Any) -> str:
    booked = sum(line.minor for line in lines if line.status == "BOOK")
    closing = more.get("closing", opening + booked)
    currency = str(more.get("currency", "CNY"))
    entries = "".join(
        entry(number, line, day, currency) for number, line in enumerate(lines, start=1)
    )
    return (
        f"<Stmt><Id>{more.get('number', f'ST-{day}')}</Id>"
        f"<FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><Othr><Id>{more.get('account', ACCOUNT)}</Id></Othr></Id></Acct>"
        f"{balance('OPBD', opening, day, currency)}{balance('CLBD', closing, day, currency)}"
        f"{entries}</Stmt>"
    )


def balance(kind: str, minor: int, day: date, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{amount(minor, currency)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def amount(minor: int, currency: str = "CNY") -> str:
    sign = "CRDT" if minor >= 0 else "DBIT"
    text = Money(abs(minor), "CNY").amount
    return f'<Amt Ccy="{currency}">{text}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def entry(number: int, line: Line, day: date, currency: str) -> str:
    side = "CdtrAcct" if line.minor >= 0 else "DbtrAcct"
    account = "" if line.account is None else f"<Id><Othr><Id>{line.account}</Id></Othr></Id>"
    return (
        f"<Ntry>{amount(line.minor, currency)}<Sts><Cd>{line.status}</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>M{number}</AcctSvcrRef>"
        f"<BkTxCd><Prtry><Cd>{line.kind}</Cd></Prtry></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{line.reference}</EndToEndId></Refs>"
        f"<RltdPties><{side}>{account}</{side}></RltdPties></TxDtls></NtryDtls></Ntry>"
    )
