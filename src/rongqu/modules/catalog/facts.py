"""The facts a condition may name: each with its unit, its possible values and its source.

The words are in locales/*/catalog.json under `fact.<name>`. Matching finds the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from rongqu.modules.catalog.types import Operator


class FactUnit(StrEnum):
    POINTS = "points"
    MONTHS = "months"
    PEOPLE = "people"
    YUAN = "yuan"
    SHARE = "share"
    TIMES = "times"
    CODE = "code"


NUMBERS = frozenset({Operator.GE, Operator.LE, Operator.EQ})
CODES = frozenset({Operator.IN, Operator.EQ})

_LAST_DIVISIONS = {
    **{"A": 5, "B": 12, "C": 43, "D": 46, "E": 50, "F": 52, "G": 60, "H": 62, "I": 65, "J": 69},
    **{"K": 70, "L": 72, "M": 75, "N": 79, "O": 82, "P": 83, "Q": 85, "R": 90, "S": 96, "T": 97},
}
SECTIONS = frozenset(_LAST_DIVISIONS)
"""门类 of GB/T 4754-2017."""
DIVISIONS = frozenset(
    f"{section}{number:02}"
    for (_, before), (section, last) in pairwise([("", 0), *_LAST_DIVISIONS.items()])
    for number in range(before + 1, last + 1)
)
"""大类 of GB/T 4754-2017, written with their section: C35."""
PROVINCES = frozenset(
    f"{prefix}0000"
    for prefix in (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36"),
        *("37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62"),
        *("63", "64", "65", "71", "81", "82"),
    )
)
"""The 34 regions of provincial level of GB/T 2260."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    name: str
    unit: FactUnit
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    codes: frozenset[str] = frozenset()

    @property
    def operators(self) -> frozenset[Operator]:
        return CODES if self.unit is FactUnit.CODE else NUMBERS


_ZERO, _ONE = Decimal(0), Decimal(1)

_DECLARED = (
    Fact(name="score", unit=FactUnit.POINTS, at_least=Decimal(300), at_most=Decimal(850)),
    Fact(name="age_months", unit=FactUnit.MONTHS, at_least=_ZERO),
    Fact(name="employees", unit=FactUnit.PEOPLE, at_least=_ZERO),
    Fact(name="yearly_revenue", unit=FactUnit.YUAN, at_least=_ZERO),
    Fact(name="net_assets", unit=FactUnit.YUAN),
    Fact(name="net_profit", unit=FactUnit.YUAN),
    Fact(name="debt_ratio", unit=FactUnit.SHARE, at_least=_ZERO),
    Fact(name="industry_section", unit=FactUnit.CODE, codes=SECTIONS),
    Fact(name="industry_division", unit=FactUnit.CODE, codes=DIVISIONS),
    Fact(name="province", unit=FactUnit.CODE, codes=PROVINCES),
    Fact(name="invoiced_revenue", unit=FactUnit.YUAN, at_least=_ZERO),
    Fact(name="months_with_sales", unit=FactUnit.MONTHS, at_least=_ZERO, at_most=Decimal(12)),
    Fact(name="history_months", unit=FactUnit.MONTHS, at_least=_ZERO),
    Fact(name="top_customer_share", unit=FactUnit.SHARE, at_least=_ZERO, at_most=_ONE),
    Fact(name="top_supplier_share", unit=FactUnit.SHARE, at_least=_ZERO, at_most=_ONE),
    Fact(name="void_rate", unit=FactUnit.SHARE, at_least=_ZERO, at_most=_ONE),
    Fact(name="amount_to_invoiced", unit=FactUnit.TIMES, at_least=_ZERO),
    Fact(name="amount_to_net_assets", unit=FactUnit.TIMES, at_least=_ZERO),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in _DECLARED}
