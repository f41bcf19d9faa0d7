"""A lender does not want to bid."""

from __future__ import annotations

from rongqu.events.bidding import InvitationDeclined
from rongqu.infra.tx import Tx
from rongqu.modules.bidding import permissions, queries, rules
from rongqu.modules.bidding.actions._settling import end_own
from rongqu.modules.bidding.errors import InvitationOver
from rongqu.modules.bidding.types import DeclineReason, InvitationId, InvitationStatus, OfferStatus


async def decline_invitation(tx: Tx, invitation_id: InvitationId, reason: DeclineReason) -> None:
    """Before any offer: one that is on the table is taken back instead."""
    tx.actor.require(permissions.OFFER)
    invitation = await queries.lock_invitation(tx, invitation_id)
    rules.check_invited(invitation)
    offers = await queries.list_own_offers(tx, invitation)
    if any(each.status is OfferStatus.OPEN for each in offers):
        raise InvitationOver(status=OfferStatus.OPEN)

    await end_own(tx, invitation, InvitationStatus.DECLINED, reason)

    await tx.publish(
        InvitationDeclined(
            subject_id=invitation.request_id,
            parties=(invitation.enterprise_id, invitation.institution_id),
            institution_id=invitation.institution_id,
            reason=reason,
        )
    )
