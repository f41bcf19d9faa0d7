"""The waterfall of a sale, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.exits.rules import has_consent, prepare
from rongqu.modules.exits.types import Claim, Ground, LineKind, Sale


def cny(yuan: str) -> Money:
    return Money.parse(yuan, "CNY")


CLAIMS = (
    Claim(name="职工工资", rank=2, owed=cny("6000.00")),
    Claim(name="清算费用", rank=1, owed=cny("1000.00")),
    Claim(name="所欠税款", rank=2, owed=cny("3000.00")),
)
GROUND = Ground(
    holders={OrganisationId(new_id()): 60_000_00},
    outstanding=cny("60000.00"),
    since=date(2026, 3, 10),
    day=date(2026, 5, 22),  # 73 days, a fifth of a year
)


@pytest.mark.parametrize(
    ("proceeds", "paid", "holders"),
    [
        # costs first; then wages and taxes alike, two to one; the holders see nothing
        ("5000.00", ["1000.00", "2666.67", "1333.33", "0.00", "0.00", "0.00", "0.00"], "0.00"),
        ("40000.00", ["1000.00", "6000.00", "3000.00", "30000.00", "0.00", "0.00", "0.00"],
         "30000.00"),
        # principal, then a fifth of 6 % of it, then 30 % of what is left, the odd cent the owners'
        ("71000.01", ["1000.00", "6000.00", "3000.00", "60000.00", "720.00", "84.00", "196.01"],
         "60804.00"),
    ],
)  # fmt: skip
def test_a_sale_is_shared_by_rank(proceeds: str, paid: list[str], holders: str) -> None:
    sale = Sale(
        proceeds=cny(proceeds),
        claims=CLAIMS,
        preferred_rate=Decimal("0.06"),
        holders_share=Decimal("0.3"),
    )

    made = prepare(sale, GROUND)

    assert [line.name for line in made.lines[:3]] == ["清算费用", "职工工资", "所欠税款"]
    assert [line.kind for line in made.lines[3:]] == list(LineKind)[1:]
    assert [line.paid.amount for line in made.lines] == paid
    assert made.amount == cny(holders)


@pytest.mark.parametrize(("accepted", "binds"), [("40001.99", False), ("40002.00", True)])
def test_consent_counts_units(accepted: str, *, binds: bool) -> None:
    assert has_consent(cny(accepted), cny("60000.00"), Decimal("0.6667")) is binds
