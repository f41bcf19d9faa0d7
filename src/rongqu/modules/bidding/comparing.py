"""Offers side by side: what each comes to, by the formula that every card and contract uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rongqu.infra.tx import Tx
from rongqu.kernel.rates import Rate
from rongqu.modules.bidding.types import Bid, Offer, OfferStatus
from rongqu.modules.catalog.public import Product, get_product_version
from rongqu.modules.matching.public import Costs, Price, compute_costs


class Best(StrEnum):
    """In what no other acceptable offer is better."""

    COST = "cost"
    SPEED = "speed"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    offer: Offer
    product: Product
    costs: Costs
    is_acceptable: bool
    """On the table, and still good."""
    best: tuple[Best, ...]


async def compare_offers(tx: Tx, offers: Sequence[Offer]) -> tuple[Compared, ...]:
    """Cheapest first; what cannot be accepted comes last. All as if they were paid out today."""
    compared = [await _look_at(tx, each) for each in offers]
    acceptable = [each for each in compared if each.is_acceptable]
    with_praise = [_praise(each, acceptable) for each in compared]
    return tuple(
        sorted(
            with_praise,
            key=lambda it: (not it.is_acceptable, it.costs.yearly_cost, it.offer.made_at),
        )
    )


def costs_of(product: Product, bid: Bid, paid_out_on: date) -> Costs:
    price = Price(
        amount=bid.amount,
        term_months=bid.term_months,
        rate=Rate(bid.yearly_rate, product.day_count),
        fee_bps=bid.fee_bps,
    )
    return compute_costs(product, price, paid_out_on)


def is_acceptable(offer: Offer, now: datetime) -> bool:
    return offer.status is OfferStatus.OPEN and now < offer.bid.valid_until


async def _look_at(tx: Tx, offer: Offer) -> Compared:
    product = await get_product_version(tx, offer.bid.product_id, offer.product_version)
    return Compared(
        offer=offer,
        product=product,
        costs=costs_of(product, offer.bid, tx.business_date),
        is_acceptable=is_acceptable(offer, tx.now),
        best=(),
    )


def _praise(one: Compared, acceptable: Sequence[Compared]) -> Compared:
    if not one.is_acceptable or len(acceptable) < 2:
        return one
    return replace(one, best=tuple(each for each in Best if _is_best(each, one, acceptable)))


def _is_best(best: Best, one: Compared, acceptable: Sequence[Compared]) -> bool:
    """In which all are alike none is best."""
    worths = [_worth(best, each) for each in acceptable]
    return _worth(best, one) == min(worths) < max(worths)


def _worth(best: Best, one: Compared) -> Decimal:
    """The less the better."""
    match best:
        case Best.COST:
            return one.costs.yearly_cost
        case Best.SPEED:
            return Decimal(one.offer.bid.days_to_money)
        case Best.AMOUNT:
            return Decimal(-one.offer.bid.amount.minor)
