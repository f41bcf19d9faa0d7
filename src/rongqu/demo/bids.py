"""Companies that ask many lenders at once: with offers to choose from, one chosen, one without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from rongqu.demo.borrowers import Borrower
from rongqu.demo.cast import Cast, Lender
from rongqu.demo.world import World
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.bidding.public import (
    Asked,
    Bid,
    Invitation,
    NewOffer,
    NewRequest,
    OfferId,
    RequestId,
    Shown,
    accept_offer,
    ask_for_offers,
    find_fitting,
    list_open_invitations,
    make_offer,
    read_bounds,
)

WISHES = ((60, 3), (120, 1), (40, 2), (80, 0))
"""Ten thousand yuan, and how many lenders have bid; large offers wait for a second person."""
CHOSEN = 2
"""The third has chosen already."""
LOOKED_AT = 40
"""So many companies are asked at most whether anybody would lend to them."""
BELOW = (Decimal("0.0040"), Decimal("0.0015"), Decimal("0.0060"))


async def ask_for_bids(world: World, cast: Cast, borrowers: Iterable[Borrower]) -> None:
    lenders = {lender.id: lender for lender in cast.lenders}
    wishes = list(enumerate(WISHES))
    askers = {each.company.number: each for each in borrowers}
    for borrower in list(askers.values())[:LOOKED_AT]:
        if not wishes:
            break
        place, (wan, bids) = wishes[0]
        request_id = await _ask(world, borrower, wan)
        if request_id is None:
            continue
        wishes.pop(0)
        offers = await _bid(world, lenders.values(), request_id, bids)
        if place == CHOSEN and offers:
            async with world.act(borrower.actor) as tx:
                await accept_offer(tx, request_id, offers[0])
    await world.settle()


async def _ask(world: World, borrower: Borrower, wan: int) -> RequestId | None:
    """None: fewer than two lenders would lend to it."""
    asked = Asked(
        amount=Money.parse(f"{wan}0000", "CNY"),
        term_months=12,
        purpose="working_capital",
        pledges=(),
    )
    request_id = RequestId(new_id())
    async with world.act(borrower.actor) as tx:
        fitting = await find_fitting(tx, asked)
        if len(fitting) < 2:
            return None
        new = NewRequest(
            id=request_id,
            asked=asked,
            shows=(Shown.FIGURES, Shown.INVOICES),
            lenders=tuple(each.institution_id for each in fitting),
            closes_at=tx.now + timedelta(days=3),
        )
        await ask_for_offers(tx, new)
    return request_id


async def _bid(
    world: World, lenders: Iterable[Lender], request_id: RequestId, bids: int
) -> list[OfferId]:
    offers: list[OfferId] = []
    for lender in lenders:
        async with world.act(lender.officer) as tx:
            for invitation in await list_open_invitations(tx):
                if invitation.request_id == request_id and len(offers) < bids:
                    offers.append(await _offer(tx, invitation, BELOW[len(offers)]))
    return offers


async def _offer(tx: Tx, invitation: Invitation, below: Decimal) -> OfferId:
    fitting = invitation.products[0]
    _, bounds = await read_bounds(tx, invitation, fitting.product_id, 12)
    new = NewOffer(
        id=OfferId(new_id()),
        invitation_id=invitation.id,
        bid=Bid(
            product_id=fitting.product_id,
            amount=bounds.max_amount,
            term_months=12,
            yearly_rate=bounds.list_rate - below,
            fee_bps=bounds.fee_bps,
            days_to_money=bounds.max_days_to_money,
            conditions="放款前提供最近三个月的纳税申报表" if below == BELOW[1] else None,
            valid_until=tx.now + timedelta(days=14),
        ),
    )
    await make_offer(tx, new)
    return new.id
