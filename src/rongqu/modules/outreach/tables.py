"""Tables of outreach; private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data, shared
from rongqu.infra.tables import Instant, SecretBytes, metadata


class _EndpointColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID] = Column(index=True)
    url: Named[str] = Column(Text)
    description: Named[str] = Column(Text)
    event_names: Named[list[str]] = Column(ARRAY(Text))
    state: Named[str] = Column(Text)
    failing_since: Named[datetime | None] = Column(Instant)
    secret: Named[bytes] = Column(SecretBytes("outreach.secret"))
    former_secret: Named[bytes | None] = Column(SecretBytes("outreach.secret"))
    former_secret_ends_at: Named[datetime | None] = Column(Instant)
    created_at: Named[datetime] = Column(Instant)
    closed_at: Named[datetime | None] = Column(Instant)


class _MessageColumns(TypedColumns):
    """An event as partners are told of it: its id is the event's, its body never changes."""

    id: Named[UUID] = Column(primary_key=True)
    event_name: Named[str] = Column(Text)
    occurred_at: Named[datetime] = Column(Instant)
    body: Named[bytes] = Column(LargeBinary)


class _DeliveryColumns(TypedColumns):
    """`tries` since it was queued, `attempts` in all. `next_at`: when it is due, or until when
    somebody who sends it just now keeps others away."""

    id: Named[UUID] = Column(primary_key=True)
    endpoint_id: Named[UUID] = Column(ForeignKey("outreach.endpoint.id"))
    message_id: Named[UUID] = Column(ForeignKey("outreach.message.id"), index=True)
    state: Named[str] = Column(Text)
    attempts: Named[int] = Column(Integer)
    tries: Named[int] = Column(Integer)
    next_at: Named[datetime | None] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant)


class _AttemptColumns(TypedColumns):
    delivery_id: Named[UUID] = Column(
        ForeignKey("outreach.delivery.id", ondelete="CASCADE"), primary_key=True
    )
    number: Named[int] = Column(Integer, primary_key=True)
    started_at: Named[datetime] = Column(Instant)
    milliseconds: Named[int] = Column(Integer)
    outcome: Named[str] = Column(Text)
    status: Named[int | None] = Column(Integer)


endpoint = Table(
    "endpoint",
    metadata,
    _EndpointColumns,
    CheckConstraint("state IN ('active', 'paused', 'disabled')", name="state"),
    schema="outreach",
)
message = Table("message", metadata, _MessageColumns, schema="outreach")
delivery = Table(
    "delivery",
    metadata,
    _DeliveryColumns,
    CheckConstraint("state IN ('queued', 'held', 'delivered', 'failed')", name="state"),
    CheckConstraint("(state = 'queued') = (next_at IS NOT NULL)", name="next_at"),
    Index(None, "endpoint_id", "message_id", unique=True),
    schema="outreach",
)
Index(
    "ix_delivery_due",
    delivery.c.endpoint_id,
    delivery.c.next_at,
    postgresql_where=delivery.c.state == "queued",
)
attempt = Table("attempt", metadata, _AttemptColumns, schema="outreach")

own_data(endpoint, "organisation_id")
follows(delivery, "endpoint_id", endpoint)
follows(attempt, "delivery_id", delivery)
shared(message, why="what is told to several; shown through its deliveries only")
kept_with_history(endpoint, "url", "event_names")
