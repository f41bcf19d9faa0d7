"""A lender takes its offer back, before it is accepted."""

from __future__ import annotations

from rongqu.events.bidding import OfferWithdrawn
from rongqu.infra.tx import Tx
from rongqu.modules.bidding import permissions, queries, rules
from rongqu.modules.bidding.actions._settling import end_own, settle_offer
from rongqu.modules.bidding.errors import OfferNotFound
from rongqu.modules.bidding.types import (
    BackReason,
    InvitationId,
    InvitationStatus,
    OfferId,
    OfferStatus,
)


async def withdraw_offer(
    tx: Tx, invitation_id: InvitationId, offer_id: OfferId, reason: BackReason
) -> None:
    """For good: whoever takes an offer back bids no more for this request."""
    tx.actor.require(permissions.OFFER)
    invitation = await queries.lock_invitation(tx, invitation_id)
    offer = await queries.get_offer(tx, offer_id)
    if offer.invitation_id != invitation.id:
        raise OfferNotFound(offer_id=offer_id)
    rules.check_offer_open(offer)

    await settle_offer(tx, offer, OfferStatus.WITHDRAWN, reason)
    await end_own(tx, invitation, InvitationStatus.WITHDRAWN, reason)

    await tx.publish(
        OfferWithdrawn(
            subject_id=invitation.request_id,
            parties=(invitation.enterprise_id, invitation.institution_id),
            enterprise_id=invitation.enterprise_id,
            offer_id=offer.id,
            institution_id=invitation.institution_id,
            reason=reason,
        )
    )
