"""What is told of services: to the partner what it has to do, to the customer what became of it."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.services import (
    BookingAccepted,
    BookingEnded,
    ServiceBooked,
    ServiceDelivered,
    ServiceObjected,
    ServicePaid,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.engagement.rules import show_amount
from rongqu.modules.engagement.telling import tell_in_portal
from rongqu.modules.engagement.types import News, Topic


@on(ServiceBooked)
async def tell_partner_of_booking(tx: Tx, event: ServiceBooked) -> None:
    words = {"amount": show_amount(event.price)}
    await _tell(tx, "service_booked", (event.partner_id, event.subject_id), words)


@on(BookingAccepted)
async def tell_customer_it_is_taken(tx: Tx, event: BookingAccepted) -> None:
    await _tell(tx, "service_accepted", (event.customer_id, event.subject_id))


@on(ServiceDelivered)
async def tell_customer_of_delivery(tx: Tx, event: ServiceDelivered) -> None:
    await _tell(tx, "service_delivered", (event.customer_id, event.subject_id))


@on(ServiceObjected)
async def tell_partner_of_objection(tx: Tx, event: ServiceObjected) -> None:
    await _tell(tx, "service_objected", (event.partner_id, event.subject_id))


@on(BookingEnded)
async def tell_both_it_ended(tx: Tx, event: BookingEnded) -> None:
    """What is paid, and what is free again."""
    words = {"payable": show_amount(event.payable), "returned": show_amount(event.returned)}
    kind = f"service_{event.outcome}"
    for side in (event.customer_id, event.partner_id):
        await _tell(tx, kind, (side, event.subject_id), words)


@on(ServicePaid)
async def tell_partner_it_is_paid(tx: Tx, event: ServicePaid) -> None:
    words = {"amount": show_amount(event.amount), "fee": show_amount(event.fee)}
    await _tell(tx, "service_paid", (event.partner_id, event.subject_id), words)


async def _tell(
    tx: Tx, kind: str, reader: tuple[UUID, UUID], words: dict[str, str] | None = None
) -> None:
    """`reader`: the organisation, and the booking whose page it opens."""
    news = News(
        kind=kind,
        topic=Topic.APPLICATIONS,
        organisation_id=reader[0],
        subject_id=reader[1],
        params=words or {},
        link=f"/services/bookings/{reader[1]}",
    )
    await tell_in_portal(tx, news)
