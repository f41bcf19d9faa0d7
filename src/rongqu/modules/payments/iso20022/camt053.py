"""Reads camt.053, the bank's statement of an account (ISO 20022, Bank-to-Customer Statement).

Versions 001.02 to 001.13 differ in where the date, the status and a party's name stand; what is
read here is common to them. Only booked entries count: pending ones are not in the balances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rongqu.infra.safe_xml import ForbiddenXml, Node, NotXml, read_xml
from rongqu.kernel.money import Money
from rongqu.modules.payments.errors import (
    StatementCurrencyUnknown,
    StatementIncomplete,
    StatementNotCamt,
    StatementNotXml,
    StatementXmlForbidden,
)
from rongqu.modules.payments.types import CURRENCY, BankLine, BankStatementDocument

SPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
SIGNS = {"CRDT": 1, "DBIT": -1}
BOOKED = "BOOK"


def read_statements(content: bytes) -> tuple[BankStatementDocument, ...]:
    """Every statement of the document, in its order."""
    lines: list[BankLine] = []
    statements: list[BankStatementDocument] = []

    def take(node: Node) -> None:
        if node.name == "Ntry":
            lines.extend(_read_entry(node, len(lines)))
        else:
            statements.append(_read_statement(node, tuple(lines)))
            lines.clear()

    try:
        root = read_xml(content, cut=("Ntry", "Stmt"), take=take)
    except NotXml as error:
        raise StatementNotXml(line=error.line) from error
    except ForbiddenXml as error:
        raise StatementXmlForbidden(what=error.what) from error
    if not SPACE.fullmatch(root.space) or root.name != "Document" or not statements:
        raise StatementNotCamt(root=root.name, space=root.space)
    return tuple(statements)


def _read_statement(node: Node, lines: tuple[BankLine, ...]) -> BankStatementDocument:
    account = _wanted(node, "Acct", "Id", "Othr", "Id", instead=("Acct", "Id", "IBAN"))
    opening, closing = _balance(node, OPENING), _balance(node, CLOSING)
    from_on = _date_of(node.find("FrToDt", "FrDtTm"))
    to_on = _date_of(node.find("FrToDt", "ToDtTm"))
    closed_on = closing[1]
    return BankStatementDocument(
        number=_wanted(node, "Id"),
        account_no=account,
        from_on=from_on or opening[1] or closed_on,
        to_on=to_on or closed_on,
        opening=opening[0],
        closing=closing[0],
        lines=lines,
    )


def _balance(node: Node, kinds: tuple[str, ...]) -> tuple[Money, date]:
    for balance in node.all("Bal"):
        if balance.text_of("Tp", "CdOrPrtry", "Cd") in kinds:
            day = _date_of(balance.find("Dt"))
            if day is None:
                raise StatementIncomplete(missing="Bal/Dt")
            return _amount(balance), day
    raise StatementIncomplete(missing=f"Bal/{kinds[0]}")


def _read_entry(entry: Node, before: int) -> Iterator[BankLine]:
    """A line for each transaction in it: a batch that is booked as one entry names its parts."""
    if (entry.text_of("Sts", "Cd") or entry.text_of("Sts")) != BOOKED:
        return
    whole, booked_on = _amount(entry), _date_of(entry.find("BookgDt"))
    if booked_on is None:
        raise StatementIncomplete(missing="Ntry/BookgDt")
    details = list(entry.all("NtryDtls", "TxDtls"))
    parts = [_amount(each) if each.find("Amt") else None for each in details]
    is_split = len(details) > 1 and None not in parts
    if is_split and sum((part for part in parts if part), Money.zero(CURRENCY)) != whole:
        raise StatementIncomplete(missing="Ntry/Amt")
    for number, detail in enumerate(details if is_split else (details or [Node("", "", {})])[:1]):
        yield BankLine(
            number=before + number + 1,
            amount=(parts[number] or whole) if is_split else whole,
            booked_on=booked_on,
            value_on=_date_of(entry.find("ValDt")) or booked_on,
            bank_reference=detail.text_of("Refs", "AcctSvcrRef") or entry.text_of("AcctSvcrRef"),
            end_to_end=detail.text_of("Refs", "EndToEndId"),
            sub_account=_sub_account(detail, whole),
            kind=entry.text_of("BkTxCd", "Prtry", "Cd"),
            text=detail.text_of("RmtInf", "Ustrd") or entry.text_of("AddtlNtryInf"),
        )


def _sub_account(detail: Node, amount: Money) -> str | None:
    """The account within the custody account that the line is about: its debtor when money goes."""
    side = "DbtrAcct" if amount.is_negative() else "CdtrAcct"
    return detail.text_of("RltdPties", side, "Id", "Othr", "Id")


def _amount(node: Node) -> Money:
    """Signed: credits positive."""
    amount, sign = node.find("Amt"), SIGNS.get(node.text_of("CdtDbtInd") or "")
    if amount is None or sign is None:
        raise StatementIncomplete(missing=f"{node.name}/Amt, CdtDbtInd")
    currency = amount.attributes.get("Ccy", "")
    if currency != CURRENCY:
        raise StatementCurrencyUnknown(currency=currency[:3], expected=CURRENCY)
    try:
        value = Money.parse(amount.text.strip(), CURRENCY)
    except ValueError as error:
        raise StatementIncomplete(missing=f"{node.name}/Amt") from error
    if value.is_negative():
        raise StatementIncomplete(missing=f"{node.name}/CdtDbtInd")
    return value if sign > 0 else -value


def _date_of(node: Node | None) -> date | None:
    """`<Dt>2026-11-22</Dt>`, `<DtTm>2026-11-22T…</DtTm>`, or the text itself."""
    if node is None:
        return None
    text = node.text_of("Dt") or node.text_of("DtTm") or node.text.strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise StatementIncomplete(missing=node.name) from error


def _wanted(node: Node, *path: str, instead: tuple[str, ...] | None = None) -> str:
    text = node.text_of(*path) or (node.text_of(*instead) if instead else None)
    if text is None:
        raise StatementIncomplete(missing="/".join(path))
    return text
