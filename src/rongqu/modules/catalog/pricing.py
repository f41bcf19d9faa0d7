"""What a product's prices are today: margins over the LPR become rates, within policy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from rongqu.kernel.rates import LOWEST_RATE
from rongqu.kernel.schedule import Floating
from rongqu.modules.catalog.types import GradePrice, Market, ProductKind, RateBase, Terms

T = TypeVar("T", bound=Terms)


def resolve(terms: T, market: Market) -> T:
    """The same terms with whole rates. Where the LPR has moved since they were published, no rate
    goes above the day's cap with the dearest tenor, and none below a hundredth of a per cent."""
    base = market.base_rate if terms.rate_base is RateBase.LPR else Decimal(0)
    highest = cap_of(terms.kind, market) - sum_of_steps(terms)
    pricing = tuple(
        GradePrice(
            grade=price.grade,
            yearly_rate=max(LOWEST_RATE, min(base + price.yearly_rate, highest)),
        )
        for price in terms.pricing
    )
    return replace(terms, pricing=pricing, rate_base=RateBase.FIXED)


def floating_of(terms: Terms, rate: Decimal, market: Market) -> Floating | None:
    """How a rate that is agreed today goes on; None: it holds to the end. It never goes above what
    is the most today, as the law measures it (法释〔2020〕17号, article 25)."""
    if terms.repricing is None:
        return None
    return Floating(
        repricing=terms.repricing,
        base_rate=market.base_rate,
        margin=rate - market.base_rate,
        highest=cap_of(terms.kind, market),
    )


def cap_of(kind: ProductKind, market: Market) -> Decimal:
    """FIN-5: a green loan has a lower one."""
    if kind is ProductKind.GREEN_LOAN:
        return min(market.yearly_rate_cap, market.green_rate_cap)
    return market.yearly_rate_cap


def sum_of_steps(terms: Terms) -> Decimal:
    """By how much the longest tenor is dearer than the shortest."""
    return sum((step.more for step in terms.tenor_steps), Decimal(0))
