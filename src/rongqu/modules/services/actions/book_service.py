"""A company books what a partner offers: the price is set aside in its own account."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.services import ServiceBooked
from rongqu.infra.tx import Tx
from rongqu.modules.payments.public import Deposit, hold_deposit
from rongqu.modules.services import permissions, queries, rules, tables
from rongqu.modules.services.actions._changes import in_days
from rongqu.modules.services.types import BookingId, BookingStatus, OfferId, ServiceOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBooking:
    """The caller makes the id. `wish`: what the partner has to know."""

    id: BookingId
    offer_id: OfferId
    wish: str


async def book_service(tx: Tx, new: NewBooking) -> None:
    """Raises InsufficientFunds where the price is not there."""
    tx.actor.require(permissions.BOOK)
    offer = await queries.get_offer(tx, new.offer_id)
    rules.check_bookable(offer, tx.business_date)

    await _insert(tx, new, offer)
    deposit = Deposit(
        reference=new.id,
        owner=tx.actor.organisation,
        secures=offer.partner_id,
        amount=offer.price,
    )
    await hold_deposit(tx, deposit)

    await tx.publish(
        ServiceBooked(
            subject_id=new.id,
            parties=(tx.actor.organisation, offer.partner_id),
            partner_id=offer.partner_id,
            offer_id=offer.id,
            price=offer.price,
        )
    )


async def _insert(tx: Tx, new: NewBooking, offer: ServiceOffer) -> None:
    await tx.connection.execute(
        insert(tables.booking).values(
            id=new.id,
            offer_id=offer.id,
            customer_id=tx.actor.organisation,
            partner_id=offer.partner_id,
            kind=offer.kind,
            title=offer.title,
            amount_minor=offer.price.minor,
            currency=offer.price.currency,
            delivery_days=offer.delivery_days,
            wish=new.wish,
            status=BookingStatus.ORDERED,
            due_at=await in_days(tx, "services.answer_days"),
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
            held_minor=offer.price.minor,
            hold_number=0,
        )
    )
