"""What a product's prices are today: margins over the LPR become rates, within policy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from rongqu.modules.catalog.types import GradePrice, Market, ProductKind, RateBase, Terms

T = TypeVar("T", bound=Terms)

LOWEST = Decimal("0.0001")
"""No loan pays its borrower."""


def resolve(terms: T, market: Market) -> T:
    """The same terms with whole rates. Where the LPR has moved since they were published, no rate
    goes above the day's cap with the dearest tenor, and none below a hundredth of a per cent."""
    base = market.base_rate if terms.rate_base is RateBase.LPR else Decimal(0)
    highest = cap_of(terms.kind, market) - sum_of_steps(terms)
    pricing = tuple(
        GradePrice(
            grade=price.grade,
            yearly_rate=max(LOWEST, min(base + price.yearly_rate, highest)),
        )
        for price in terms.pricing
    )
    return replace(terms, pricing=pricing, rate_base=RateBase.FIXED)


def cap_of(kind: ProductKind, market: Market) -> Decimal:
    """FIN-5: a green loan has a lower one."""
    if kind is ProductKind.GREEN_LOAN:
        return min(market.yearly_rate_cap, market.green_rate_cap)
    return market.yearly_rate_cap


def sum_of_steps(terms: Terms) -> Decimal:
    """By how much the longest tenor is dearer than the shortest."""
    return sum((step.more for step in terms.tenor_steps), Decimal(0))
