"""Who meets whom, and at which price. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.orderbook.errors import (
    BidIdTaken,
    BidPriceOutsidePolicy,
    BidTooLong,
    BidTooSmall,
)
from rongqu.modules.orderbook.types import (
    Bid,
    BidId,
    BidPolicy,
    Crossing,
    Level,
    Likes,
    NewBid,
    Sale,
    Traded,
)


def check_bid(wished: NewBid, policy: BidPolicy, today: date) -> None:
    if wished.amount < policy.least:
        raise BidTooSmall(least=policy.least)
    lowest, highest = policy.lowest_price, policy.highest_price
    if not lowest <= wished.highest_price <= highest:
        raise BidPriceOutsidePolicy(lowest=lowest, highest=highest)
    last = today + timedelta(days=policy.longest_days)
    if not today < wished.expires_on <= last:
        raise BidTooLong(last=last)


def check_same(wished: NewBid, known: Bid, investor: object) -> None:
    same = NewBid(
        id=known.id,
        amount=known.amount,
        highest_price=known.highest_price,
        expires_on=known.expires_on,
        wanted=known.wanted,
    )
    if same != wished or known.investor_id != investor:
        raise BidIdTaken(bid_id=wished.id)


def wants(bid: Bid, offering: Traded, today: date) -> bool:
    """Is the offering what the bid is for?"""
    wanted = bid.wanted
    if not isinstance(wanted, Likes):
        return wanted == offering.id
    return (
        offering.ends_on is not None
        and offering.ends_on <= add_months(today, wanted.most_months)
        and offering.risk_class <= wanted.highest_class
        and wanted.least_rate <= offering.yearly_rate
        and (not wanted.kinds or offering.kind in wanted.kinds)
    )


def find_crossing(
    asks: Iterable[Sale], bids: Sequence[Bid], passed: Collection[BidId]
) -> Crossing | None:
    """Both sides come best first: by price, and at one price by time. The best ask is served first,
    by the best bid that pays its price and is not its own."""
    for ask in asks:
        for bid in bids:
            if bid.highest_price < ask.price:
                break
            if bid.investor_id != ask.seller_id and bid.id not in passed:
                return Crossing(bid.id, ask.id, price_of(ask, bid))
    return None


def price_of(ask: Sale, bid: Bid) -> Decimal:
    """Of whoever came first; a redemption's is fixed by the policy."""
    if ask.is_redemption or ask.placed_at <= bid.placed_at:
        return ask.price
    return bid.highest_price


def is_used_up(bid: Bid) -> bool:
    """What pays for less than a yuan of principal is not waited for."""
    yuan = Money(100, bid.left.currency)
    return bid.left < yuan.times(bid.highest_price, Rounding.HALF_UP)


def sum_by_price(orders: Iterable[tuple[Decimal, Money]]) -> tuple[Level, ...]:
    """Levels in the order in which their prices come first."""
    levels: dict[Decimal, Level] = {}
    for price, amount in orders:
        known = levels.get(price)
        if known is None:
            levels[price] = Level(price=price, amount=amount, orders=1)
        else:
            levels[price] = replace(known, amount=known.amount + amount, orders=known.orders + 1)
    return tuple(levels.values())
