"""What other rooms may hold of services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money

OfferId = NewType("OfferId", UUID)
BookingId = NewType("BookingId", UUID)
PaperId = NewType("PaperId", UUID)


class ServiceKind(StrEnum):
    LEGAL = "legal"
    TAX = "tax"
    ACCOUNTING = "accounting"
    VALUATION = "valuation"


class BookingStatus(StrEnum):
    """README.md draws the life cycle."""

    ORDERED = "ordered"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    COMPLETED = "completed"
    RESOLVED = "resolved"
    """The platform has decided what is paid of it."""
    REFUSED = "refused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """The partner did not answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewServiceOffer:
    """The caller makes the id."""

    id: OfferId
    kind: ServiceKind
    title: str
    description: str
    price: Money
    delivery_days: int
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOffer(NewServiceOffer):
    """Never changed: another price is another offer."""

    partner_id: OrganisationId
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    id: PaperId
    size: int
    sha256: str
    storage_key: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """`held` of its price is set aside in the customer's account; `payable`: of an ended one, what
    the partner gets, with `fee` of it for the platform."""

    id: BookingId
    offer_id: OfferId
    customer_id: OrganisationId
    partner_id: OrganisationId
    kind: ServiceKind
    title: str
    price: Money
    delivery_days: int
    wish: str
    status: BookingStatus
    due_at: datetime | None
    note: str | None
    objection: str | None
    ordered_at: datetime
    delivered_at: datetime | None
    ended_at: datetime | None
    held: Money
    hold_number: int
    payable: Money | None
    payment_order_id: PaymentOrderId | None
    fee: Money | None
    paid_at: datetime | None
    reason_code: str | None

    @property
    def parties(self) -> tuple[OrganisationId, OrganisationId]:
        return self.customer_id, self.partner_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    title: str
    stars: int
    words: str
    rated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reputation:
    """Of a partner: how often rated, and the stars together."""

    ratings: int = 0
    stars: int = 0
