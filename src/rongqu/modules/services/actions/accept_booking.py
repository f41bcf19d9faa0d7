"""The partner takes a booking."""

from __future__ import annotations

from datetime import timedelta

from rongqu.events.services import BookingAccepted
from rongqu.infra.tx import Tx
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import change
from rongqu.modules.services.types import BookingId, BookingStatus


async def accept_booking(tx: Tx, booking_id: BookingId) -> None:
    """Of an acceptance and a cancellation at once the first holds."""
    tx.actor.require(permissions.DELIVER)
    booking = await queries.lock_as_partner(tx, booking_id)
    rules.check_status(booking, BookingStatus.ORDERED)

    due_at = tx.now + timedelta(days=booking.delivery_days)
    await change(tx, booking, status=BookingStatus.ACCEPTED, due_at=due_at)

    await tx.publish(
        BookingAccepted(
            subject_id=booking.id,
            parties=booking.parties,
            customer_id=booking.customer_id,
            due_at=due_at,
        )
    )
