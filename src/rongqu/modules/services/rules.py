"""Pure decisions of services."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from rongqu.kernel.money import Money, Rounding
from rongqu.modules.services.errors import (
    BookingMoved,
    KindNotOffered,
    NotLateYet,
    OfferNotValid,
    PriceAbovePolicy,
    ShareAbovePrice,
)
from rongqu.modules.services.types import (
    Booking,
    BookingStatus,
    NewServiceOffer,
    ServiceKind,
    ServiceOffer,
)

MOST_PAPERS = 10


def check_can_offer(new: NewServiceOffer, does: Collection[ServiceKind], most: Money) -> None:
    if new.kind not in does:
        raise KindNotOffered
    if new.price > most:
        raise PriceAbovePolicy(most=most)


def check_bookable(offer: ServiceOffer, day: date) -> None:
    if offer.withdrawn_at is not None or not offer.valid_from <= day <= offer.valid_until:
        raise OfferNotValid


def check_status(booking: Booking, *allowed: BookingStatus) -> None:
    if booking.status not in allowed:
        raise BookingMoved(status=booking.status)


def check_can_cancel(booking: Booking, now: datetime) -> None:
    """As long as nobody works on it, or when who does is late."""
    check_status(booking, BookingStatus.ORDERED, BookingStatus.ACCEPTED)
    if booking.status is BookingStatus.ACCEPTED and booking.due_at and now < booking.due_at:
        raise NotLateYet(until=booking.due_at)


def check_share(booking: Booking, payable: Money) -> None:
    if payable > booking.price:
        raise ShareAbovePrice(most=booking.price)


def fee_of(payable: Money, share: Decimal) -> Money:
    """Rounded down: the odd cent is the partner's."""
    return payable.times(share, Rounding.DOWN)
