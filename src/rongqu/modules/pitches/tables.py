"""Tables of pitches. Private to the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CHAR,
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Named,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import own_data, shown_since
from rongqu.infra.tables import Instant, currency_check, metadata


class _PlanColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    name: Named[str] = Column(Text)
    file_type: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(Text)
    storage_key: Named[str] = Column(Text)
    asked_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str | None] = Column(CHAR(3))
    status: Named[str] = Column(Text)
    digest: Named[dict[str, Any] | None] = Column(JSONB[dict[str, Any]](none_as_null=True))
    flags: Named[list[Any]] = Column(JSONB[list[Any]]())
    terms: Named[list[str]] = Column(ARRAY(Text))
    weights: Named[list[float]] = Column(ARRAY(REAL))
    uploaded_by: Named[UUID]
    uploaded_at: Named[datetime] = Column(Instant)
    read_at: Named[datetime | None] = Column(Instant)
    shown_at: Named[datetime | None] = Column(Instant)


plan = Table(
    "plan",
    metadata,
    _PlanColumns,
    CheckConstraint("status IN ('received', 'read', 'scanned', 'unreadable')", name="status"),
    CheckConstraint("(digest IS NOT NULL) = (status = 'read')", name="digest"),
    currency_check(),
    CheckConstraint("(asked_minor IS NULL) = (currency IS NULL)", name="asked_minor"),
    CheckConstraint("shown_at IS NULL OR status = 'read'", name="shown_at"),
    Index(None, "enterprise_id", "id"),
    Index(
        "uq_plan_shown_enterprise_id",
        "enterprise_id",
        unique=True,
        postgresql_where="shown_at IS NOT NULL",
    ),
    Index(None, "terms", postgresql_using="gin", postgresql_where="shown_at IS NOT NULL"),
    schema="pitches",
)

own_data(plan, "enterprise_id")
shown_since(plan, "shown_at")
