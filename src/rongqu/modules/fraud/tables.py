"""Tables of fraud; private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Named, Table, Text, TypedColumns

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import Instant, metadata

SCHEMA = "fraud"


class _SuspicionColumns(TypedColumns):
    """One thing is found once, however often it is looked for; cleared, it stays so."""

    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    application_id: Named[UUID | None] = Column(index=True)
    institution_id: Named[UUID | None]
    source: Named[str] = Column(Text)
    code: Named[str] = Column(Text)
    weight: Named[str] = Column(Text)
    place: Named[str] = Column(Text)
    seen_at: Named[datetime] = Column(Instant)
    cleared_at: Named[datetime | None] = Column(Instant)
    cleared_by: Named[UUID | None]
    clearing: Named[str | None] = Column(Text)


suspicion = Table(
    "suspicion",
    metadata,
    _SuspicionColumns,
    CheckConstraint("source IN ('document', 'invoices', 'application')", name="source"),
    CheckConstraint("weight IN ('strong', 'weak')", name="weight"),
    CheckConstraint(
        "(cleared_at IS NULL) = (cleared_by IS NULL) AND (cleared_at IS NULL) = (clearing IS NULL)",
        name="cleared",
    ),
    CheckConstraint("(application_id IS NULL) = (institution_id IS NULL)", name="institution"),
    Index(
        "uq_suspicion_found",
        "enterprise_id",
        "application_id",
        "source",
        "code",
        "place",
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
    schema=SCHEMA,
)

own_data(suspicion, "institution_id")
