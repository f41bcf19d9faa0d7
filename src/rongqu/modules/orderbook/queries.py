"""Every SELECT of the order book. Whose a bid is, only its owner learns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, func, select

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policies_on, read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import add_months
from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.investing.public import (
    Ask,
    Offering,
    OfferingStatus,
    get_offering,
    list_open_asks,
)
from rongqu.modules.orderbook import permissions
from rongqu.modules.orderbook import tables as t
from rongqu.modules.orderbook.errors import BidNotFound
from rongqu.modules.orderbook.rules import find_crossing, sum_by_price, wants
from rongqu.modules.orderbook.types import (
    Bid,
    BidId,
    BidPolicy,
    BidStatus,
    Book,
    Crossing,
    Likes,
    Sale,
    Traded,
)

CURRENCY = "CNY"
MOST_ORDERS = 1000
"""Of each side that one matching looks at: the best ones."""
MOST_ENDING = 200

_POLICY = {
    "least": "orderbook.least_bid",
    "lowest": "investing.transfer_lowest_price",
    "highest": "investing.transfer_highest_price",
    "days": "orderbook.longest_bid_days",
    "bids": "orderbook.most_bids",
}


async def read_bid_policy(tx: Tx) -> BidPolicy:
    values = await read_policies_on(tx, tuple(_POLICY.values()), tx.business_date)
    return BidPolicy(
        least=Money.parse(f"{values[_POLICY['least']]:f}", CURRENCY),
        lowest_price=values[_POLICY["lowest"]],
        highest_price=values[_POLICY["highest"]],
        longest_days=int(values[_POLICY["days"]]),
        most_bids=int(values[_POLICY["bids"]]),
    )


async def find_bid(tx: Tx, bid_id: BidId) -> Bid | None:
    row = (await tx.connection.execute(select(t.bid).where(t.bid.c.id == bid_id))).one_or_none()
    return None if row is None else to_bid(row)


async def lock_bid(tx: Tx, bid_id: BidId) -> Bid:
    wanted = select(t.bid).where(t.bid.c.id == bid_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BidNotFound(bid_id=bid_id)
    return to_bid(row)


async def count_open(tx: Tx, investor_id: OrganisationId) -> int:
    columns = t.bid.c
    wanted = select(func.count()).where(
        columns.investor_id == investor_id, columns.status == BidStatus.OPEN
    )
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_bids_for(tx: Tx, offering: Offering) -> tuple[Bid, ...]:
    """Not scoped: what waits for this offering, the best first, by price and time."""
    columns = t.bid.c
    wanted = (
        select(t.bid)
        .where(
            columns.status == BidStatus.OPEN,
            columns.expires_on >= tx.business_date,
            func.coalesce(columns.offering_id, offering.id) == offering.id,
        )
        .order_by(columns.highest_price.desc(), columns.placed_at, columns.id)
        .limit(MOST_ORDERS)
    )
    bids = [to_bid(row) for row in await tx.connection.execute(wanted)]
    traded = _to_traded(offering)
    return tuple(bid for bid in bids if wants(bid, traded, tx.business_date))


async def read_book(tx: Tx, offering: Offering) -> Book:
    tx.actor.require(permissions.VIEW)
    bids = await list_bids_for(tx, offering)
    asks = await list_open_asks(tx, offering.id, MOST_ORDERS)
    queued = [ask.left for ask in asks if ask.is_redemption]
    return Book(
        bids=sum_by_price((bid.highest_price, bid.left) for bid in bids),
        asks=sum_by_price((ask.price, ask.left) for ask in asks),
        queued=sum(queued, start=Money.zero(CURRENCY)),
        redemptions=len(queued),
        redemption_price=await read_policy(tx, "orderbook.redemption_price"),
        may_trade=offering.status is OfferingStatus.ACTIVE,
    )


async def list_own_bids(tx: Tx, page: Page) -> Slice[Bid]:
    """Newest first."""
    tx.actor.require(permissions.VIEW)
    wanted = select(t.bid).where(t.bid.c.investor_id == tx.actor.organisation)
    return await read_page(tx, wanted, t.bid.c.id, page, to_bid)


async def list_expired(tx: Tx) -> tuple[BidId, ...]:
    columns = t.bid.c
    wanted = select(columns.id).where(
        columns.status == BidStatus.OPEN, columns.expires_on < tx.business_date
    )
    rows = await tx.connection.execute(wanted.order_by(columns.id).limit(MOST_ENDING))
    return tuple(BidId(each) for each in rows.scalars())


async def list_open_of(tx: Tx, offering_id: OfferingId) -> tuple[BidId, ...]:
    """Those that name this offering."""
    columns = t.bid.c
    wanted = select(columns.id).where(
        columns.status == BidStatus.OPEN, columns.offering_id == offering_id
    )
    rows = await tx.connection.execute(wanted.order_by(columns.id))
    return tuple(BidId(each) for each in rows.scalars())


async def find_next(tx: Tx, offering_id: OfferingId, passed: Collection[BidId]) -> Crossing | None:
    """Not scoped: the next bid and ask that meet. `passed`: bids whose owners may not buy now."""
    offering = await get_offering(tx, offering_id)
    asks = await list_open_asks(tx, offering_id, MOST_ORDERS)
    sales = [_to_sale(ask) for ask in asks]
    return find_crossing(sales, await list_bids_for(tx, offering), passed)


def _to_sale(ask: Ask) -> Sale:
    return Sale(
        id=ask.id,
        seller_id=ask.seller_id,
        price=ask.price,
        is_redemption=ask.is_redemption,
        placed_at=ask.placed_at,
    )


def _to_traded(offering: Offering) -> Traded:
    begun, months = offering.starts_on, offering.term_months
    return Traded(
        id=offering.id,
        risk_class=offering.risk_class,
        yearly_rate=offering.yearly_rate,
        kind=offering.kind,
        ends_on=None if begun is None else add_months(begun, months),
    )


def to_bid(row: Row[Any]) -> Bid:
    wanted = Likes(
        highest_class=row.highest_class,
        least_rate=row.least_rate,
        most_months=row.most_months,
        kinds=tuple(row.kinds or ()),
    )
    return Bid(
        id=BidId(row.id),
        investor_id=OrganisationId(row.investor_id),
        amount=Money(row.amount_minor, row.currency),
        left=Money(row.left_minor, row.currency),
        highest_price=row.highest_price,
        wanted=wanted if row.offering_id is None else OfferingId(row.offering_id),
        expires_on=row.expires_on,
        status=BidStatus(row.status),
        hold_id=HoldId(row.hold_id),
        placed_at=row.placed_at,
        ended_at=row.ended_at,
        passed=row.passed,
    )
