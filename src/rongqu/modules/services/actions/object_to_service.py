"""The customer does not take it as it is."""

from __future__ import annotations

from rongqu.events.services import ServiceObjected
from rongqu.infra.tx import Tx
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import change
from rongqu.modules.services.types import BookingId, BookingStatus


async def object_to_service(tx: Tx, booking_id: BookingId, objection: str) -> None:
    """From now on nothing happens by itself."""
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_status(booking, BookingStatus.DELIVERED)

    await change(tx, booking, status=BookingStatus.DISPUTED, due_at=None, objection=objection)

    await tx.publish(
        ServiceObjected(
            subject_id=booking.id, parties=booking.parties, partner_id=booking.partner_id
        )
    )
