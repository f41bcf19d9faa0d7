"""The clock: the bidding is over, or the time to decide is."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.bidding import BiddingClosed, RequestLapsed
from rongqu.infra.tx import Tx
from rongqu.modules.bidding import tables
from rongqu.modules.bidding.actions._settling import end_invitations, lock_whole, settle_request
from rongqu.modules.bidding.types import InvitationStatus, Request, RequestId, RequestStatus


async def close_bidding(tx: Tx, request_id: RequestId) -> None:
    """Internal: only the job calls it. Each is told once. Without any offer there is nothing to
    decide: it lapses at once."""
    request, invitations = await lock_whole(tx, request_id)
    is_over = request.status is not RequestStatus.OPEN or tx.now < request.closes_at
    if is_over or (request.offers and request.told_at and tx.now < request.decide_by):
        return
    if request.offers and tx.now < request.decide_by:
        await _tell_closed(tx, request)
        return

    await end_invitations(tx, invitations, InvitationStatus.LAPSED)
    await settle_request(tx, request, RequestStatus.LAPSED)

    await tx.publish(
        RequestLapsed(
            subject_id=request.id,
            parties=(request.enterprise_id,),
            enterprise_id=request.enterprise_id,
            offers=request.offers,
        )
    )


async def _tell_closed(tx: Tx, request: Request) -> None:
    this_one = update(tables.request).where(tables.request.c.id == request.id)
    await tx.connection.execute(this_one.values(told_at=tx.now))
    await tx.publish(
        BiddingClosed(
            subject_id=request.id,
            parties=(request.enterprise_id,),
            enterprise_id=request.enterprise_id,
            offers=request.offers,
            decide_by=request.decide_by,
        )
    )
