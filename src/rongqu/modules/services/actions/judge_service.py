"""What the customer does: accept, object, cancel, rate."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.services import ServiceObjected, ServiceRated
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.services import permissions, queries, rules, tables
from rongqu.modules.services.actions._changes import change, end
from rongqu.modules.services.errors import RatedAlready
from rongqu.modules.services.types import BookingId, BookingStatus


async def accept_service(tx: Tx, booking_id: BookingId) -> None:
    """Also of one that was objected to: the two have agreed."""
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_status(booking, BookingStatus.DELIVERED, BookingStatus.DISPUTED)

    await tx.publish(await end(tx, booking, BookingStatus.COMPLETED, booking.price))


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


async def cancel_booking(tx: Tx, booking_id: BookingId) -> None:
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_can_cancel(booking, tx.now)

    nothing = Money.zero(booking.price.currency)

    await tx.publish(await end(tx, booking, BookingStatus.CANCELLED, nothing))


async def rate_service(tx: Tx, booking_id: BookingId, stars: int, words: str) -> None:
    """Once, of what was completed."""
    tx.actor.require(permissions.BOOK)
    booking = await queries.lock_as_customer(tx, booking_id)
    rules.check_status(booking, BookingStatus.COMPLETED)
    if await queries.find_rating(tx, booking.id) is not None:
        raise RatedAlready

    await tx.connection.execute(
        insert(tables.rating).values(
            booking_id=booking.id,
            customer_id=booking.customer_id,
            partner_id=booking.partner_id,
            title=booking.title,
            stars=stars,
            words=words,
            rated_at=tx.now,
        )
    )

    await tx.publish(ServiceRated(subject_id=booking.id, parties=booking.parties, stars=stars))
