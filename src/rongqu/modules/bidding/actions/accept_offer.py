"""The enterprise chooses: an ordinary application begins, with product and price agreed."""

from __future__ import annotations

from rongqu.events.bidding import OfferAccepted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.modules.bidding import permissions, queries, rules
from rongqu.modules.bidding.actions._settling import (
    end_invitations,
    end_own,
    lock_whole,
    settle_offer,
    settle_request,
)
from rongqu.modules.bidding.errors import OfferNotFound
from rongqu.modules.bidding.types import (
    InvitationStatus,
    Offer,
    OfferId,
    OfferStatus,
    Request,
    RequestId,
    RequestStatus,
)
from rongqu.modules.origination.public import Agreed, Start, Wish, start_application


async def accept_offer(tx: Tx, request_id: RequestId, offer_id: OfferId) -> None:
    """Of two at once one comes second, and finds the request settled."""
    tx.actor.require(permissions.ASK)
    request, invitations = await lock_whole(tx, request_id)
    offer = await queries.get_offer(tx, offer_id)
    if offer.request_id != request.id:
        raise OfferNotFound(offer_id=offer_id)
    rules.check_can_accept(request, offer, tx.now)

    application = await start_application(tx, _start_of(request, offer))
    await settle_offer(tx, offer, OfferStatus.ACCEPTED)
    [won] = [each for each in invitations if each.id == offer.invitation_id]
    await end_own(tx, won, InvitationStatus.WON)
    await end_invitations(
        tx, [each for each in invitations if each is not won], InvitationStatus.LOST
    )
    await settle_request(tx, request, RequestStatus.ACCEPTED, application_id=application.id)

    await tx.publish(
        OfferAccepted(
            subject_id=request.id,
            parties=(request.enterprise_id, offer.institution_id),
            enterprise_id=request.enterprise_id,
            offer_id=offer.id,
            invitation_id=offer.invitation_id,
            institution_id=offer.institution_id,
            application_id=application.id,
            amount=offer.bid.amount,
        )
    )


def _start_of(request: Request, offer: Offer) -> Start:
    bid = offer.bid
    return Start(
        id=ApplicationId(new_id()),
        product_id=bid.product_id,
        version=offer.product_version,
        wish=Wish(
            amount=bid.amount,
            term_months=bid.term_months,
            purpose=request.asked.purpose,
            explanation=None,
        ),
        agreed=Agreed(
            offer_id=offer.id,
            amount=bid.amount,
            term_months=bid.term_months,
            yearly_rate=bid.yearly_rate,
            fee_bps=bid.fee_bps,
            conditions=bid.conditions,
        ),
    )
