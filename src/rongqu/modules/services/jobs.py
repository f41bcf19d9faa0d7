"""What services do outside of any request. Safe to repeat, and to run twice at once."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.services import queries
from rongqu.modules.services.actions.move_overdue import move_overdue
from rongqu.modules.services.actions.settle_booking import settle_booking


@job(queue="services", cron="*/10 * * * *")
async def look_after_bookings(work: Work) -> None:
    """What moves by itself, and money that could not go where it belongs; one transaction each."""
    async with work.open_tx() as tx:
        overdue = await queries.list_overdue(tx)
    for booking_id in overdue:
        async with work.open_tx() as tx:
            await move_overdue(tx, booking_id)
    async with work.open_tx() as tx:
        unsettled = await queries.list_unsettled(tx)
    for booking_id in unsettled:
        async with work.open_tx() as tx:
            await settle_booking(tx, booking_id)
