"""The customer takes what was delivered."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import end
from rongqu.modules.services.types import BookingId, BookingStatus


async def accept_service(tx: Tx, booking_id: BookingId) -> None:
    """Also of one that was objected to: the two have agreed."""
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_status(booking, BookingStatus.DELIVERED, BookingStatus.DISPUTED)

    await tx.publish(await end(tx, booking, BookingStatus.COMPLETED, booking.price))
