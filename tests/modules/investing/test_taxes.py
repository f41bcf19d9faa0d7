"""What a year's tax return asks: interest by kind, and gains against the average cost."""

from __future__ import annotations

from datetime import date

import pytest

from rongqu.kernel.ids import OfferingId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.investing.taxes import sum_taxes
from rongqu.modules.investing.types import HoldingLine, InvestmentKind, LineKind

OFFERING = OfferingId(new_id())
INVESTOR = OrganisationId(new_id())
KIND = InvestmentKind.CORPORATE_BOND
Given = tuple[LineKind, int, int, int, int, int]
"""Kind, year, and in cents: units, cash, income, fee."""


def line(given: Given) -> HoldingLine:
    kind, year, *amounts = given
    units, cash, income, fee = (Money(each, "CNY") for each in amounts)
    return HoldingLine(
        id=new_id(),
        offering_id=OFFERING,
        investor_id=INVESTOR,
        kind=kind,
        units=units,
        cash=cash,
        income=income,
        fee=fee,
        day=date(year, 6, 30),
    )


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (  # held to the end: interest only
            [
                (LineKind.SUBSCRIBED, 2025, 10_000, -10_000, 0, 0),
                (LineKind.REPAID, 2026, -10_000, 10_550, 550, 50),
            ],
            [(2025, 0, 0, 0), (2026, 550, 0, 50)],
        ),
        (  # bought at 95 with 100 accrued, which comes back as interest; the discount is a gain
            [
                (LineKind.BOUGHT, 2026, 10_000, -9_600, -100, 0),
                (LineKind.REPAID, 2026, -10_000, 10_300, 300, 0),
            ],
            [(2026, 200, 500, 0)],
        ),
        (  # at an average cost of 9,500 for 10,000, half is sold for 4,000: a loss of 750
            [
                (LineKind.SUBSCRIBED, 2025, 5_000, -5_000, 0, 0),
                (LineKind.BOUGHT, 2025, 5_000, -4_500, 0, 0),
                (LineKind.SOLD, 2026, -5_000, 4_000, -1_000, 0),
                (LineKind.REPAID, 2027, -5_000, 5_000, 0, 0),
            ],
            [(2025, 0, 0, 0), (2026, 0, -750, 0), (2027, 0, 250, 0)],
        ),
        (  # thirds of 100.00 cost 100.00 together, to the cent
            [
                (LineKind.SUBSCRIBED, 2026, 10_000, -10_000, 0, 0),
                *[(LineKind.SOLD, 2026, -each, each, 0, 0) for each in (3_333, 3_333, 3_334)],
            ],
            [(2026, 0, 0, 0)],
        ),
    ],
)
def test_each_year_has_its_interest_gain_and_fee(
    lines: list[Given], years: list[tuple[int, int, int, int]]
) -> None:
    found = sum_taxes([line(each) for each in lines], {OFFERING: KIND})
    zero = Money.zero("CNY")
    assert [
        (each.year, each.interest.get(KIND, zero).minor, each.gain.minor, each.fee.minor)
        for each in found
    ] == years
    assert all(
        each.income.minor == each.interest.get(KIND, zero).minor + each.gain.minor for each in found
    )
