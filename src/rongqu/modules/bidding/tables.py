"""Tables of bidding; private to the room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "bidding"


class _RequestColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    term_months: Named[int] = Column(SmallInteger)
    purpose: Named[str] = Column(Text)
    pledges: Named[list[str]] = Column(ARRAY(Text))
    shows: Named[list[str]] = Column(ARRAY(Text))
    status: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    closes_at: Named[datetime] = Column(Instant)
    decide_by: Named[datetime] = Column(Instant)
    told_at: Named[datetime | None] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant)
    application_id: Named[UUID | None]


class _InvitationColumns(AmountColumns):
    """With what a lender needs of the request, which only its enterprise sees. Changed under its
    own lock: whoever settles a request locks all its invitations."""

    id: Named[UUID] = Column(primary_key=True)
    request_id: Named[UUID] = Column(ForeignKey("bidding.request.id"))
    enterprise_id: Named[UUID]
    enterprise_name: Named[str] = Column(Text)
    institution_id: Named[UUID]
    term_months: Named[int] = Column(SmallInteger)
    purpose: Named[str] = Column(Text)
    pledges: Named[list[str]] = Column(ARRAY(Text))
    picture: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    products: Named[list[Any]] = Column(JSONB[list[Any]]())
    status: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)
    invited_at: Named[datetime] = Column(Instant)
    closes_at: Named[datetime] = Column(Instant)
    decide_by: Named[datetime] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant)


class _OfferColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    invitation_id: Named[UUID] = Column(ForeignKey("bidding.invitation.id"))
    request_id: Named[UUID] = Column(ForeignKey("bidding.request.id"))
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    product_id: Named[UUID]
    product_version: Named[int] = Column(Integer)
    term_months: Named[int] = Column(SmallInteger)
    yearly_rate: Named[Decimal] = Column(Numeric)
    fee_bps: Named[int] = Column(Integer)
    days_to_money: Named[int] = Column(SmallInteger)
    conditions: Named[str | None] = Column(Text)
    valid_until: Named[datetime] = Column(Instant)
    status: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)
    made_by: Named[UUID]
    made_at: Named[datetime] = Column(Instant)
    confirmed_by: Named[UUID | None]
    settled_at: Named[datetime | None] = Column(Instant)


request = Table(
    "request",
    metadata,
    _RequestColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("status IN ('open', 'accepted', 'cancelled', 'lapsed')", name="status"),
    CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at"),
    CheckConstraint("(status = 'accepted') = (application_id IS NOT NULL)", name="application_id"),
    CheckConstraint("asked_at < closes_at AND closes_at < decide_by", name="clock"),
    Index(None, "enterprise_id", "id"),
    Index(None, "closes_at", postgresql_where="status = 'open'"),
    schema=SCHEMA,
)
invitation = Table(
    "invitation",
    metadata,
    _InvitationColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint(
        "status IN ('open', 'declined', 'withdrawn', 'won', 'lost', 'cancelled', 'lapsed')",
        name="status",
    ),
    CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at"),
    UniqueConstraint("request_id", "institution_id"),
    Index(None, "institution_id", "id"),
    schema=SCHEMA,
)
offer = Table(
    "offer",
    metadata,
    _OfferColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("term_months > 0", name="term"),
    CheckConstraint("yearly_rate > 0", name="yearly_rate"),
    CheckConstraint(
        "status IN ('open', 'replaced', 'withdrawn', 'accepted', 'lost')", name="status"
    ),
    CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at"),
    CheckConstraint("confirmed_by <> made_by", name="four_eyes"),
    Index(None, "request_id"),
    schema=SCHEMA,
)
Index(
    "uq_offer_open",
    offer.c.invitation_id,
    unique=True,
    postgresql_where=offer.c.status == "open",
)
Index(
    "uq_offer_accepted",
    offer.c.request_id,
    unique=True,
    postgresql_where=offer.c.status == "accepted",
)

own_data(request, "enterprise_id")
own_data(invitation, "enterprise_id", "institution_id")
own_data(offer, "enterprise_id", "institution_id")
