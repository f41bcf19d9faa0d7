"""Tables of services; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "services"


class _OfferColumns(AmountColumns):
    """`amount`: the price."""

    id: Named[UUID] = Column(primary_key=True)
    partner_id: Named[UUID]
    kind: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    description: Named[str] = Column(Text)
    delivery_days: Named[int] = Column(SmallInteger)
    valid_from: Named[date] = Column(Date)
    valid_until: Named[date] = Column(Date)
    created_by: Named[UUID]
    created_at: Named[datetime] = Column(Instant)
    withdrawn_at: Named[datetime | None] = Column(Instant)


class _BookingColumns(AmountColumns):
    """`amount`: the price. `due_at`: until when it is somebody's turn."""

    id: Named[UUID] = Column(primary_key=True)
    offer_id: Named[UUID] = Column(ForeignKey("services.offer.id"), index=True)
    customer_id: Named[UUID]
    partner_id: Named[UUID]
    kind: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    delivery_days: Named[int] = Column(SmallInteger)
    wish: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    due_at: Named[datetime | None] = Column(Instant)
    note: Named[str | None] = Column(Text)
    objection: Named[str | None] = Column(Text)
    ordered_by: Named[UUID]
    ordered_at: Named[datetime] = Column(Instant)
    delivered_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    held_minor: Named[int] = Column(BigInteger)
    hold_number: Named[int] = Column(SmallInteger)
    payable_minor: Named[int | None] = Column(BigInteger)
    payment_order_id: Named[UUID | None]
    fee_minor: Named[int | None] = Column(BigInteger)
    paid_at: Named[datetime | None] = Column(Instant)
    reason_code: Named[str | None] = Column(Text)


class _PaperColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    booking_id: Named[UUID] = Column(ForeignKey("services.booking.id"), index=True)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(CHAR(64))
    storage_key: Named[str] = Column(Text)
    kept_at: Named[datetime] = Column(Instant)


class _RatingColumns(TypedColumns):
    """Read by all, without the customer's name."""

    booking_id: Named[UUID] = Column(ForeignKey("services.booking.id"), primary_key=True)
    customer_id: Named[UUID]
    partner_id: Named[UUID] = Column(index=True)
    title: Named[str] = Column(Text)
    stars: Named[int] = Column(SmallInteger)
    words: Named[str] = Column(Text)
    rated_at: Named[datetime] = Column(Instant)


offer = Table(
    "offer",
    metadata,
    _OfferColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("kind IN ('legal', 'tax', 'accounting', 'valuation')", name="kind"),
    CheckConstraint("delivery_days > 0", name="delivery_days"),
    CheckConstraint("valid_until >= valid_from", name="valid_until"),
    Index(None, "partner_id", "id"),
    schema=SCHEMA,
)
booking = Table(
    "booking",
    metadata,
    _BookingColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint(
        "status IN ('ordered', 'accepted', 'delivered', 'disputed', 'completed', 'resolved',"
        " 'refused', 'cancelled', 'lapsed')",
        name="status",
    ),
    CheckConstraint("held_minor BETWEEN 0 AND amount_minor", name="held_minor"),
    CheckConstraint("payable_minor BETWEEN 0 AND amount_minor", name="payable_minor"),
    CheckConstraint(
        "(ended_at IS NULL) = (payable_minor IS NULL) AND (ended_at IS NULL) ="
        " (status IN ('ordered', 'accepted', 'delivered', 'disputed'))",
        name="ended_at",
    ),
    Index(None, "customer_id", "id"),
    Index(None, "partner_id", "id"),
    Index("ix_booking_due_at", "due_at", postgresql_where="due_at IS NOT NULL"),
    schema=SCHEMA,
)
paper = Table("paper", metadata, _PaperColumns, schema=SCHEMA)
rating = Table(
    "rating",
    metadata,
    _RatingColumns,
    CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
    schema=SCHEMA,
)

own_data(offer, "partner_id", read_by_all=True)
own_data(booking, "customer_id", "partner_id")
follows(paper, "booking_id", booking)
own_data(rating, "customer_id", read_by_all=True)
