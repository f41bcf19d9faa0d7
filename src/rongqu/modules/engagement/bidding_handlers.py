"""What is told of a bidding: to the enterprise every offer, to a lender what concerns it."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.bidding import (
    BiddingClosed,
    InvitationEnded,
    LenderInvited,
    OfferAccepted,
    OfferMade,
    OfferWithdrawn,
    RequestLapsed,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.engagement.rules import show_amount
from rongqu.modules.engagement.telling import tell_in_portal
from rongqu.modules.engagement.types import News, Topic


@on(LenderInvited)
async def tell_lender_of_invitation(tx: Tx, event: LenderInvited) -> None:
    words = {"amount": show_amount(event.amount)}
    await _tell(tx, "bid_invited", (event.institution_id, event.subject_id), words)


@on(OfferMade)
async def tell_of_offer(tx: Tx, event: OfferMade) -> None:
    words = {"amount": show_amount(event.amount)}
    await _tell(tx, "bid_offer_made", (event.enterprise_id, event.subject_id), words)


@on(OfferWithdrawn)
async def tell_of_offer_taken_back(tx: Tx, event: OfferWithdrawn) -> None:
    await _tell(tx, "bid_offer_withdrawn", (event.enterprise_id, event.subject_id))


@on(BiddingClosed)
async def tell_to_choose(tx: Tx, event: BiddingClosed) -> None:
    words = {"offers": str(event.offers)}
    await _tell(tx, "bid_closed", (event.enterprise_id, event.subject_id), words)


@on(RequestLapsed)
async def tell_of_lapse(tx: Tx, event: RequestLapsed) -> None:
    await _tell(tx, "bid_lapsed", (event.enterprise_id, event.subject_id))


@on(OfferAccepted)
async def tell_winner(tx: Tx, event: OfferAccepted) -> None:
    words = {"amount": show_amount(event.amount)}
    await _tell(tx, "bid_won", (event.institution_id, event.invitation_id), words)


@on(InvitationEnded)
async def tell_whose_offer_was_not_chosen(tx: Tx, event: InvitationEnded) -> None:
    """Whoever had nothing on the table has nothing to hear."""
    if event.had_offer:
        await _tell(tx, "bid_lost", (event.institution_id, event.subject_id))


async def _tell(
    tx: Tx, kind: str, reader: tuple[UUID, UUID], words: dict[str, str] | None = None
) -> None:
    """`reader`: the organisation, and the request or invitation whose page it opens."""
    news = News(
        kind=kind,
        topic=Topic.APPLICATIONS,
        organisation_id=reader[0],
        subject_id=reader[1],
        params=words or {},
        link=f"/bids/{reader[1]}",
    )
    await tell_in_portal(tx, news)
