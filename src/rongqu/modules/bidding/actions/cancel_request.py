"""The enterprise takes its request back; everybody who was asked hears of it."""

from __future__ import annotations

from rongqu.events.bidding import RequestCancelled
from rongqu.infra.tx import Tx
from rongqu.modules.bidding import permissions, rules
from rongqu.modules.bidding.actions._settling import end_invitations, lock_whole, settle_request
from rongqu.modules.bidding.types import CancelReason, InvitationStatus, RequestId, RequestStatus


async def cancel_request(tx: Tx, request_id: RequestId, reason: CancelReason) -> None:
    tx.actor.require(permissions.ASK)
    request, invitations = await lock_whole(tx, request_id)
    rules.check_open(request)

    await end_invitations(tx, invitations, InvitationStatus.CANCELLED)
    await settle_request(tx, request, RequestStatus.CANCELLED, reason=reason)

    await tx.publish(
        RequestCancelled(subject_id=request.id, parties=(request.enterprise_id,), reason=reason)
    )
