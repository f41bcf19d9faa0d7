"""The partner delivers: papers first, then the word that it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.services import ServiceDelivered, ServicePaperKept
from rongqu.infra.policies import read_policy
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.modules.services import permissions, queries, rules, tables
from rongqu.modules.services.actions._changes import change, in_days
from rongqu.modules.services.errors import PaperNeeded, TooManyPapers
from rongqu.modules.services.types import BookingId, BookingStatus, PaperId

MEGABYTE = 1024 * 1024
WORKING = (BookingStatus.ACCEPTED, BookingStatus.DISPUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """The caller makes the id: sent again, it is there once."""

    id: PaperId
    booking_id: BookingId
    stored: StoredFile


async def check_may_keep(tx: Tx, booking_id: BookingId) -> int:
    """Before the paper is read at all; returns the most bytes it may have."""
    tx.actor.require(permissions.DELIVER)
    rules.check_status(await queries.lock_as_partner(tx, booking_id), *WORKING)
    return int(await read_policy(tx, "services.paper_megabytes")) * MEGABYTE


async def keep_paper(tx: Tx, new: NewPaper) -> None:
    """Its hash goes into the evidence log: it cannot be another one later."""
    tx.actor.require(permissions.DELIVER)
    booking = await queries.lock_as_partner(tx, new.booking_id)
    rules.check_status(booking, *WORKING)
    known = await queries.list_papers(tx, booking.id)
    if any(paper.id == new.id for paper in known):
        return
    if len(known) >= rules.MOST_PAPERS:
        raise TooManyPapers(most=rules.MOST_PAPERS)

    await tx.connection.execute(
        insert(tables.paper).values(
            id=new.id,
            booking_id=booking.id,
            size=new.stored.size,
            sha256=new.stored.sha256,
            storage_key=new.stored.key,
            kept_at=tx.now,
        )
    )

    await tx.publish(
        ServicePaperKept(
            subject_id=booking.id,
            parties=booking.parties,
            paper_id=new.id,
            sha256=new.stored.sha256,
        )
    )


async def deliver_service(tx: Tx, booking_id: BookingId, note: str) -> None:
    """Again after an objection, with another paper."""
    tx.actor.require(permissions.DELIVER)
    booking = await queries.lock_as_partner(tx, booking_id)
    rules.check_status(booking, *WORKING)
    papers = await queries.list_papers(tx, booking.id)
    last = booking.delivered_at
    if not any(last is None or paper.kept_at > last for paper in papers):
        raise PaperNeeded

    due_at = await in_days(tx, "services.acceptance_days")
    status = BookingStatus.DELIVERED
    await change(tx, booking, status=status, due_at=due_at, delivered_at=tx.now, note=note)

    await tx.publish(
        ServiceDelivered(
            subject_id=booking.id,
            parties=booking.parties,
            customer_id=booking.customer_id,
            due_at=due_at,
        )
    )
