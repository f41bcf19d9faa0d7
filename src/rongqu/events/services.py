"""Companies book services from partners: what is offered, ordered, delivered and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOffered(Event):
    """Subject: the offer. Party: the partner."""

    name = "services.service_offered.v1"
    kind: str
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOfferWithdrawn(Event):
    """Subject: the offer. Party: the partner. What was booked goes on."""

    name = "services.offer_withdrawn.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBooked(Event):
    """Subject: the booking, as of all below. Parties: customer and partner. The price is held."""

    name = "services.service_booked.v1"
    partner_id: UUID
    offer_id: UUID
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingAccepted(Event):
    """The partner does it, by `due_at`."""

    name = "services.booking_accepted.v1"
    customer_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePaperKept(Event):
    name = "services.paper_kept.v1"
    paper_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDelivered(Event):
    """If the customer says nothing until `due_at`, it has accepted."""

    name = "services.service_delivered.v1"
    customer_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceObjected(Event):
    """The customer does not take it as it is: it is delivered again, or the platform decides."""

    name = "services.service_objected.v1"
    partner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingEnded(Event):
    """`payable` goes to the partner and the rest of what is held back to the customer. `outcome`:
    completed, resolved, refused, cancelled or lapsed."""

    name = "services.booking_ended.v1"
    customer_id: UUID
    partner_id: UUID
    outcome: str
    payable: Money
    returned: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePaymentOrdered(Event):
    """`fee`: of it the platform keeps."""

    name = "services.payment_ordered.v1"
    amount: Money
    fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePaymentRefused(Event):
    """It is tried again."""

    name = "services.payment_refused.v1"
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePaid(Event):
    name = "services.service_paid.v1"
    partner_id: UUID
    amount: Money
    fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRated(Event):
    name = "services.service_rated.v1"
    stars: int
