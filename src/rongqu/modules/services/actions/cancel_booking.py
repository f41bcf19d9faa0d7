"""The customer takes a booking back."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import end
from rongqu.modules.services.types import BookingId, BookingStatus


async def cancel_booking(tx: Tx, booking_id: BookingId) -> None:
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_can_cancel(booking, tx.now)

    nothing = Money.zero(booking.price.currency)

    await tx.publish(await end(tx, booking, BookingStatus.CANCELLED, nothing))
