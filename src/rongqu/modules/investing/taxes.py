"""What a year's tax return asks of an investor: interest by kind, gains of transfers, fees. Pure.

Gains are against the average cost of what is held (移动加权平均): what was paid for it, accrued
interest aside, which is interest paid in advance. The platform withholds no tax.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.investing.types import HoldingLine, InvestmentKind, LineKind

INTO = frozenset({LineKind.SUBSCRIBED, LineKind.BOUGHT})
FOR_A_PRICE = frozenset({LineKind.SOLD, LineKind.EXITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """`interest` is after the management fee; `gain` of what was sold or paid back, and negative
    for a loss. What is sold brings its accrued interest with the price, as part of the gain."""

    year: int
    interest: Mapping[InvestmentKind, Money]
    gain: Money
    fee: Money

    @property
    def income(self) -> Money:
        return sum(self.interest.values(), start=self.gain)


@dataclass(slots=True)
class _Stock:
    units: Money
    cost: Money


@dataclass(slots=True)
class _Year:
    gain: Money
    fee: Money
    interest: dict[InvestmentKind, Money] = field(default_factory=dict[InvestmentKind, Money])


def sum_taxes(
    lines: Iterable[HoldingLine], kinds: Mapping[OfferingId, InvestmentKind]
) -> list[TaxYear]:
    """Of every line from the first on, oldest first: what was paid long ago is a cost today."""
    stocks, years = dict[OfferingId, _Stock](), dict[int, _Year]()
    for line in lines:
        zero = Money.zero(line.cash.currency)
        year = years.setdefault(line.day.year, _Year(gain=zero, fee=zero))
        stock = stocks.setdefault(line.offering_id, _Stock(units=zero, cost=zero))
        interest = zero if line.kind in FOR_A_PRICE else line.income
        if line.kind in INTO:
            stock.units, stock.cost = stock.units + line.units, stock.cost - line.cash + interest
        else:
            year.gain = year.gain + line.cash - interest - _take(stock, -line.units)
        kind = kinds[line.offering_id]
        year.interest[kind] = year.interest.get(kind, zero) + interest
        year.fee = year.fee + line.fee
    return [
        TaxYear(
            year=number,
            interest={kind: sum_ for kind, sum_ in year.interest.items() if not sum_.is_zero()},
            gain=year.gain,
            fee=year.fee,
        )
        for number, year in sorted(years.items())
    ]


def _take(stock: _Stock, units: Money) -> Money:
    """The cost of so many units; of the last ones, all that is left, so that no cent is lost."""
    if units.is_zero():
        return units
    share = Decimal(units.minor) / Decimal(stock.units.minor)
    cost = stock.cost.times(share, Rounding.HALF_EVEN)
    stock.units, stock.cost = stock.units - units, stock.cost - cost
    return cost
