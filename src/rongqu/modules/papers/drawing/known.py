"""What the record of a contract says of variables, so that nobody types it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.modules.contracts.public import (
    Contract,
    PartyValue,
    TableValue,
    Value,
    Values,
    Words,
)
from rongqu.modules.papers.drawing.beside import Main, secured_debt
from rongqu.modules.papers.drawing.loan import loan_values

BORROWER = (
    "borrower", "pledgor", "debtor", "lessee", "seller", "issuer", "client",
)  # fmt: skip
LENDER = ("lender", "pledgee", "creditor", "lessor", "factor")
"""What texts call the two sides of a contract."""


def known_values(contract: Contract, main: Main) -> Values:
    sides = {
        **dict.fromkeys(BORROWER, PartyValue(contract.borrower.name, contract.borrower.uscc)),
        **dict.fromkeys(LENDER, PartyValue(contract.lender.name, contract.lender.uscc)),
    }
    return {**loan_values(contract), **secured_debt(contract, main), **sides}


def to_given(values: Values) -> Mapping[str, object]:
    """As they come over the wire."""
    return {name: _given(value) for name, value in values.items()}


def _given(value: Value) -> object:
    match value:
        case Money():
            given: object = value.amount
        case Decimal():
            given = f"{value:f}"
        case date():
            given = value.isoformat()
        case Words():
            given = {"zh": value.zh, "en": value.en}
        case PartyValue():
            given = {"name": value.name, "code": value.code}
        case TableValue():
            given = [list(row) for row in value.rows]
        case int():
            given = value
    return given
