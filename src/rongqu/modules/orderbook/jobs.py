"""The matching, and the end of bids. Every job is safe to repeat, and to run twice at once."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.modules.investing.public import (
    Ask,
    NotSuitable,
    TradingHalted,
    get_offering,
    list_open_asks,
    list_plans_for_queue,
    list_traded_offerings,
    serve_plan_from_queue,
)
from rongqu.modules.orderbook import queries
from rongqu.modules.orderbook.actions.expire_bid import expire_bid
from rongqu.modules.orderbook.actions.fill_bid import fill_bid
from rongqu.modules.orderbook.actions.pass_bid import pass_bid
from rongqu.modules.orderbook.types import BidId, Crossing


@job(queue="orderbook", cron="*/10 * * * *")
async def match_all(work: Work) -> None:
    """What could not be matched when it was placed: a payment of the issuer was near, or the buyer
    might not buy. First the bids whose time is over."""
    async with work.open_tx() as tx:
        over = await queries.list_expired(tx)
    await _expire(work, over)
    async with work.open_tx() as tx:
        traded = await list_traded_offerings(tx)
    for offering_id in traded:
        await match_one(work, offering_id)


@job(queue="orderbook")
async def match_offering(work: Work, *, offering_id: str) -> None:
    """Something of it is for sale, or wanted."""
    await match_one(work, OfferingId(UUID(offering_id)))


@job(queue="orderbook")
async def end_bids(work: Work, *, offering_id: str) -> None:
    """It is repaid: nothing of it will be sold any more."""
    async with work.open_tx() as tx:
        waiting = await queries.list_open_of(tx, OfferingId(UUID(offering_id)))
    await _expire(work, waiting)


def matching(offering_id: UUID | None) -> Deferral:
    """None: a bid for offerings that are like something, which may be any."""
    if offering_id is None:
        return match_all.later()
    return match_offering.later(offering_id=str(offering_id))


async def match_one(work: Work, offering_id: OfferingId) -> None:
    """Each fill is a transaction of its own; then the queue is served by plans."""
    passed = set[BidId]()
    try:
        while (crossing := await _find_crossing(work, offering_id, passed)) is not None:
            try:
                async with work.open_tx() as tx:
                    await fill_bid(tx, crossing)
            except NotSuitable as refused:
                passed.add(crossing.bid_id)
                async with work.open_tx() as tx:
                    reason = str(refused.params["reason"])
                    await pass_bid(tx, crossing.bid_id, offering_id, reason)
        await _serve_queue(work, offering_id)
    except TradingHalted:
        return


async def _find_crossing(
    work: Work, offering_id: OfferingId, passed: set[BidId]
) -> Crossing | None:
    async with work.open_tx() as tx:
        return await queries.find_next(tx, offering_id, passed)


async def _serve_queue(work: Work, offering_id: OfferingId) -> None:
    """Redemptions in their order, each by the plans in theirs, until it is sold."""
    async with work.open_tx() as tx:
        asks = await list_open_asks(tx, offering_id, queries.MOST_ORDERS)
    for redemption in asks:
        if redemption.is_redemption:
            await _serve_redemption(work, redemption)


async def _serve_redemption(work: Work, redemption: Ask) -> None:
    async with work.open_tx() as tx:
        offering = await get_offering(tx, redemption.offering_id)
        plans = await list_plans_for_queue(tx, offering)
    left = redemption.left
    for investor_id in plans:
        async with work.open_tx() as tx:
            trade = await serve_plan_from_queue(tx, OrganisationId(investor_id), redemption)
        left = left if trade is None else left - trade.units
        if left.minor <= 0:
            return


async def _expire(work: Work, bids: tuple[BidId, ...]) -> None:
    for bid_id in bids:
        async with work.open_tx() as tx:
            await expire_bid(tx, bid_id)
