"""The customer says how it was."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.services import ServiceRated
from rongqu.infra.tx import Tx
from rongqu.modules.services import permissions, queries, rules, tables
from rongqu.modules.services.errors import RatedAlready
from rongqu.modules.services.types import BookingId, BookingStatus


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
