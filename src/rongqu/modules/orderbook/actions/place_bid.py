"""Bid for parts of an offering, or of offerings like these: the money waits, set aside."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.orderbook import BidPlaced
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId
from rongqu.modules.investing.public import (
    NotActive,
    NotEnoughMoney,
    OfferingStatus,
    check_may_buy,
    check_may_buy_class,
    get_visible_offering,
)
from rongqu.modules.ledger.public import Account, AccountCode, lock_available
from rongqu.modules.orderbook import permissions, queries, rules, tables
from rongqu.modules.orderbook.actions._money import set_aside
from rongqu.modules.orderbook.errors import TooManyBids
from rongqu.modules.orderbook.types import Bid, BidStatus, Likes, NewBid


async def place_bid(tx: Tx, wished: NewBid) -> Bid:
    """For the actor's organisation, whose bids come one after the other by the lock on its money.
    The matching finds it by its news."""
    tx.actor.require(permissions.BID)
    investor = tx.actor.organisation
    available = await lock_available(
        tx, Account(AccountCode.CUSTODY, investor), wished.amount.currency
    )
    if (known := await queries.find_bid(tx, wished.id)) is not None:
        rules.check_same(wished, known, investor)
        return known
    policy = await queries.read_bid_policy(tx)
    rules.check_bid(wished, policy, tx.business_date)
    if await queries.count_open(tx, investor) >= policy.most_bids:
        raise TooManyBids(most=policy.most_bids)
    await _check_may(tx, investor, wished.wanted)
    if available < wished.amount:
        missing = wished.amount - available
        raise NotEnoughMoney(available=available, needed=wished.amount, missing=missing)

    placed = Bid(
        id=wished.id,
        amount=wished.amount,
        highest_price=wished.highest_price,
        expires_on=wished.expires_on,
        wanted=wished.wanted,
        investor_id=investor,
        left=wished.amount,
        status=BidStatus.OPEN,
        hold_id=HoldId(wished.id),
        placed_at=tx.now,
        ended_at=None,
        passed=None,
    )
    await set_aside(tx, placed)
    await _insert(tx, placed)

    await tx.publish(
        BidPlaced(
            subject_id=placed.id,
            parties=(investor,),
            offering_id=None if isinstance(placed.wanted, Likes) else placed.wanted,
            amount=placed.amount,
        )
    )
    return placed


async def _check_may(tx: Tx, investor: OrganisationId, wanted: OfferingId | Likes) -> None:
    if isinstance(wanted, Likes):
        await check_may_buy_class(tx, investor, wanted.highest_class)
        return
    offering = await get_visible_offering(tx, wanted)
    if offering.status is not OfferingStatus.ACTIVE:
        raise NotActive(status=offering.status)
    await check_may_buy(tx, investor, offering)


async def _insert(tx: Tx, placed: Bid) -> None:
    likes = placed.wanted if isinstance(placed.wanted, Likes) else None
    await tx.connection.execute(
        insert(tables.bid).values(
            id=placed.id,
            investor_id=placed.investor_id,
            offering_id=placed.wanted if likes is None else None,
            highest_class=None if likes is None else likes.highest_class,
            least_rate=None if likes is None else likes.least_rate,
            most_months=None if likes is None else likes.most_months,
            kinds=None if likes is None else list(likes.kinds),
            currency=placed.amount.currency,
            amount_minor=placed.amount.minor,
            left_minor=placed.left.minor,
            highest_price=placed.highest_price,
            hold_id=placed.hold_id,
            status=placed.status,
            placed_by=tx.actor.id,
            placed_at=placed.placed_at,
            expires_on=placed.expires_on,
        )
    )
