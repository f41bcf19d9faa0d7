"""The API of the order book: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import OfferingId
from rongqu.modules.investing.public import (
    AskNotOpen,
    HoldingNotFound,
    NotActive,
    NotAnInvestor,
    NotEnoughMoney,
    NotSuitable,
    OfferingNotFound,
    TooFewUnits,
    get_offering,
    get_offerings,
    get_visible_offering,
    list_own_redemptions,
)
from rongqu.modules.orderbook import errors, permissions, queries
from rongqu.modules.orderbook.actions.place_bid import place_bid
from rongqu.modules.orderbook.actions.request_redemption import request_redemption
from rongqu.modules.orderbook.actions.withdraw_bid import withdraw_bid
from rongqu.modules.orderbook.schemas import (
    BookBody,
    NewRedemptionBody,
    NewWaitingBidBody,
    RedemptionBody,
    WaitingBidBody,
)
from rongqu.modules.orderbook.types import Bid, BidId, Likes

router = module_router("orderbook", prefix="/orderbook")


@router.get("/offerings/{offering_id}", responses=problems(OfferingNotFound))
async def get_book_endpoint(tx: TxDep, offering_id: UUID) -> BookBody:
    """The depth of one offering's order book."""
    tx.actor.require(permissions.VIEW)
    offering = await get_visible_offering(tx, OfferingId(offering_id))
    return BookBody.of(offering, await queries.read_book(tx, offering))


@router.get("/bids", responses=problems())
async def list_own_bids_endpoint(tx: TxDep, page: PageDep) -> SliceBody[WaitingBidBody]:
    """One's own, newest first."""
    found = await queries.list_own_bids(tx, page)
    named = {each.wanted for each in found.items if not isinstance(each.wanted, Likes)}
    offerings = await get_offerings(tx, named)
    titles = {key: offering.title for key, offering in offerings.items()}
    items = [WaitingBidBody.of(each, _title_of(each, titles)) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/bids",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        NotActive,
        NotAnInvestor,
        NotSuitable,
        NotEnoughMoney,
        errors.BidIdTaken,
        errors.BidTooSmall,
        errors.BidPriceOutsidePolicy,
        errors.BidTooLong,
        errors.TooManyBids,
    ),
)
async def place_bid_endpoint(tx: TxDep, body: NewWaitingBidBody) -> WaitingBidBody:
    return await _body(tx, await place_bid(tx, body.to_bid()))


@router.post(
    "/bids/{bid_id}/withdrawal",
    status_code=204,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.BidNotFound, errors.BidNotOpen),
)
async def withdraw_waiting_bid_endpoint(tx: TxDep, bid_id: UUID) -> None:
    await withdraw_bid(tx, BidId(bid_id))


@router.get("/redemptions", responses=problems())
async def list_redemptions_endpoint(tx: TxDep) -> list[RedemptionBody]:
    """One's own that wait, each with its place in the queue."""
    tx.actor.require(permissions.VIEW)
    queued = await list_own_redemptions(tx)
    offerings = await get_offerings(tx, {ask.offering_id for ask, _, _ in queued})
    return [RedemptionBody.of(each, offerings[each[0].offering_id].title) for each in queued]


@router.post(
    "/redemptions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, OfferingNotFound, HoldingNotFound, NotActive, TooFewUnits, AskNotOpen
    ),
)
async def request_redemption_endpoint(tx: TxDep, body: NewRedemptionBody) -> RedemptionBody:
    queued = await request_redemption(tx, body.to_new())
    offering = await get_offering(tx, queued.offering_id)
    [place] = [each for each in await list_own_redemptions(tx) if each[0].id == queued.id]
    return RedemptionBody.of(place, offering.title)


async def _body(tx: Tx, bid: Bid) -> WaitingBidBody:
    if isinstance(bid.wanted, Likes):
        return WaitingBidBody.of(bid, None)
    return WaitingBidBody.of(bid, (await get_offering(tx, bid.wanted)).title)


def _title_of(bid: Bid, titles: dict[UUID, str]) -> str | None:
    return None if isinstance(bid.wanted, Likes) else titles[bid.wanted]
