"""Tables of engagement; private to the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import platform_only, shared
from rongqu.infra.tables import Instant, metadata


class _NotificationColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    user_id: Named[UUID]
    kind: Named[str] = Column(Text)
    topic: Named[str] = Column(Text)
    subject_id: Named[UUID]
    params: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    link: Named[str] = Column(Text)
    created_at: Named[datetime] = Column(Instant)
    read_at: Named[datetime | None] = Column(Instant)


class _MessageColumns(TypedColumns):
    notification_id: Named[UUID] = Column(
        ForeignKey("engagement.notification.id"), primary_key=True
    )
    channel: Named[str] = Column(Text, primary_key=True)
    state: Named[str] = Column(Text)
    reason_code: Named[str | None] = Column(Text)
    settled_at: Named[datetime | None] = Column(Instant)


class _PreferenceColumns(TypedColumns):
    user_id: Named[UUID] = Column(primary_key=True)
    topic: Named[str] = Column(Text, primary_key=True)
    channel: Named[str] = Column(Text, primary_key=True)
    is_on: Named[bool] = Column(Boolean)


notification = Table(
    "notification",
    metadata,
    _NotificationColumns,
    Index(None, "user_id", "created_at", "id"),
    schema="engagement",
)
Index(
    "ix_notification_unread",
    notification.c.user_id,
    postgresql_where=notification.c.read_at.is_(None),
)
message = Table(
    "message",
    metadata,
    _MessageColumns,
    CheckConstraint("channel IN ('sms', 'email')", name="channel"),
    CheckConstraint("state IN ('queued', 'sent', 'refused')", name="state"),
    CheckConstraint("(state = 'queued') = (settled_at IS NULL)", name="settled_at"),
    schema="engagement",
)
preference = Table("preference", metadata, _PreferenceColumns, schema="engagement")

shared(notification, preference, why="a person's own, not an organisation's")
platform_only(message, why="only the job that sends messages touches them")
