"""The platform decides what is paid of a booking to which the customer objects."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.services import permissions, queries, rules
from rongqu.modules.services.actions._changes import change, end
from rongqu.modules.services.types import BookingId, BookingStatus


async def resolve_booking(tx: Tx, booking_id: BookingId, payable: Money, note: str) -> None:
    """`payable` may be nothing, or all of it; the rest goes back to the cent."""
    tx.actor.require(permissions.RESOLVE)
    booking = await queries.lock_booking(tx, booking_id)
    rules.check_status(booking, BookingStatus.DISPUTED)
    rules.check_share(booking, payable)

    await change(tx, booking, note=note)

    await tx.publish(await end(tx, booking, BookingStatus.RESOLVED, payable))
