"""How a request ends: all its invitations and offers end with it, in the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from rongqu.events.bidding import InvitationEnded
from rongqu.infra.tx import Tx
from rongqu.modules.bidding import queries, tables
from rongqu.modules.bidding.types import (
    Invitation,
    InvitationStatus,
    Offer,
    OfferStatus,
    Request,
    RequestId,
    RequestStatus,
)


async def settle_request(tx: Tx, request: Request, status: RequestStatus, **values: Any) -> None:
    """The caller holds the request and all its invitations."""
    this_one = update(tables.request).where(tables.request.c.id == request.id)
    await tx.connection.execute(this_one.values(status=status, settled_at=tx.now, **values))


async def end_invitations(
    tx: Tx, invitations: Sequence[Invitation], outcome: InvitationStatus
) -> None:
    """Those still open; each lender hears of its own."""
    ending = [each for each in invitations if each.status is InvitationStatus.OPEN]
    if not ending:
        return
    ids = [each.id for each in ending]
    lost = await tx.connection.execute(
        update(tables.offer)
        .where(
            tables.offer.c.invitation_id.in_(ids),
            tables.offer.c.status == OfferStatus.OPEN,
        )
        .values(status=OfferStatus.LOST, settled_at=tx.now)
        .returning(tables.offer.c.invitation_id)
    )
    with_offer = set(lost.scalars())
    await tx.connection.execute(
        update(tables.invitation)
        .where(tables.invitation.c.id.in_(ids))
        .values(status=outcome, settled_at=tx.now)
    )
    await tx.publish_all(
        [
            InvitationEnded(
                subject_id=each.id,
                parties=(each.institution_id,),
                institution_id=each.institution_id,
                outcome=outcome,
                had_offer=each.id in with_offer,
            )
            for each in ending
        ]
    )


async def end_own(
    tx: Tx, invitation: Invitation, status: InvitationStatus, reason: str | None = None
) -> None:
    this_one = update(tables.invitation).where(tables.invitation.c.id == invitation.id)
    await tx.connection.execute(this_one.values(status=status, reason=reason, settled_at=tx.now))


async def settle_offer(
    tx: Tx, offer: Offer, status: OfferStatus, reason: str | None = None
) -> None:
    this_one = update(tables.offer).where(tables.offer.c.id == offer.id)
    await tx.connection.execute(this_one.values(status=status, reason=reason, settled_at=tx.now))


async def lock_whole(tx: Tx, request_id: RequestId) -> tuple[Request, tuple[Invitation, ...]]:
    """The request first, then its invitations: the order of everybody who settles."""
    request = await queries.lock_request(tx, request_id)
    return request, await queries.lock_invitations(tx, request)
