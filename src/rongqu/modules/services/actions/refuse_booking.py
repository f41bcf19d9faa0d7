"""The partner cannot do it: also later than its first answer."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import change, end
from rongqu.modules.services.types import BookingId, BookingStatus


async def refuse_booking(tx: Tx, booking_id: BookingId, note: str) -> None:
    tx.actor.require(permissions.DELIVER)
    booking = await queries.lock_as_partner(tx, booking_id)
    rules.check_status(
        booking, BookingStatus.ORDERED, BookingStatus.ACCEPTED, BookingStatus.DISPUTED
    )

    await change(tx, booking, note=note)
    nothing = Money.zero(booking.price.currency)

    await tx.publish(await end(tx, booking, BookingStatus.REFUSED, nothing))
