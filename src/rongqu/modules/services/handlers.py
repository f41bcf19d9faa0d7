"""What services do when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.payments import ServiceFailed, ServiceSettled
from rongqu.events.services import BookingEnded
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.services import jobs
from rongqu.modules.services.actions.settle_booking import record_payment, settle_booking
from rongqu.modules.services.types import BookingId

JOBS = (jobs.look_after_bookings,)
"""Imported, they are registered."""


@on(BookingEnded)
async def settle_when_ended(tx: Tx, event: BookingEnded) -> None:
    await settle_booking(tx, BookingId(event.subject_id))


@on(ServiceSettled)
async def record_payment_when_settled(tx: Tx, event: ServiceSettled) -> None:
    await record_payment(tx, event)


@on(ServiceFailed)
async def record_payment_when_failed(tx: Tx, event: ServiceFailed) -> None:
    await record_payment(tx, event)
