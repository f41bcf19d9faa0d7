"""A booking whose time is over: not answered, it lapses; delivered, it counts as accepted."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.services import queries
from rongqu.modules.services.actions._changes import end
from rongqu.modules.services.types import BookingId, BookingStatus


async def move_overdue(tx: Tx, booking_id: BookingId) -> None:
    """Internal: the job calls it. Safe to repeat: what has moved meanwhile stays as it is."""
    booking = await queries.lock_booking(tx, booking_id)
    if booking.due_at is None or tx.now < booking.due_at:
        return
    if booking.status is BookingStatus.ORDERED:
        outcome, payable = BookingStatus.LAPSED, Money.zero(booking.price.currency)
    elif booking.status is BookingStatus.DELIVERED:
        outcome, payable = BookingStatus.COMPLETED, booking.price
    else:
        return

    await tx.publish(await end(tx, booking, outcome, payable))
