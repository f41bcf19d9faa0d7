"""Tables of fraud; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
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
    lines_found: Named[int | None]
    lines_seen: Named[int | None]
    seen_at: Named[datetime] = Column(Instant)
    cleared_at: Named[datetime | None] = Column(Instant)
    cleared_by: Named[UUID | None]
    clearing: Named[str | None] = Column(Text)


class _LineColumns(TypedColumns):
    """An invoice as it was, or a line that no import took in (`file_line`, `said`)."""

    suspicion_id: Named[UUID] = Column(ForeignKey("fraud.suspicion.id"), primary_key=True)
    place: Named[int] = Column(SmallInteger, primary_key=True)
    file_line: Named[int | None]
    said: Named[str | None] = Column(Text)
    direction: Named[str | None] = Column(Text)
    number: Named[str | None] = Column(Text)
    code: Named[str | None] = Column(Text)
    issued_on: Named[date | None] = Column(Date)
    net_minor: Named[int | None] = Column(BigInteger)
    tax_minor: Named[int | None] = Column(BigInteger)
    partner_code: Named[str | None] = Column(Text)


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
    CheckConstraint("(lines_found IS NULL) = (lines_seen IS NULL)", name="lines"),
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

suspect_line = Table(
    "suspect_line",
    metadata,
    _LineColumns,
    CheckConstraint("(file_line IS NULL) = (number IS NOT NULL)", name="kind"),
    schema=SCHEMA,
)

own_data(suspicion, "institution_id")
follows(suspect_line, "suspicion_id", suspicion)
