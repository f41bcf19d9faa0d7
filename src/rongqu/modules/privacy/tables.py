"""Tables of privacy; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data, shared
from rongqu.infra.tables import Instant, metadata

SCHEMA = "privacy"


class _TextColumns(TypedColumns):
    """Versions are only added, so that what somebody has agreed to can be read for good."""

    purpose: Named[str] = Column(Text, primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    valid_from: Named[date] = Column(Date)
    asks_again: Named[bool] = Column(Boolean)
    title_zh: Named[str] = Column(Text)
    body_zh: Named[str] = Column(Text)
    title_en: Named[str] = Column(Text)
    body_en: Named[str] = Column(Text)
    author_id: Named[UUID]
    recorded_at: Named[datetime] = Column(Instant)


class _ConsentColumns(TypedColumns):
    """`organisation_id` is where whoever agreed belongs to."""

    id: Named[UUID] = Column(primary_key=True)
    subject_id: Named[UUID]
    organisation_id: Named[UUID]
    purpose: Named[str] = Column(Text)
    version: Named[int] = Column(Integer)
    given_by: Named[UUID] = Column(index=True)
    given_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    end: Named[str | None] = Column(Text)


class _ExportColumns(TypedColumns):
    """The file lies encrypted in the store, under the export's id, until `expires_at`."""

    id: Named[UUID] = Column(primary_key=True)
    person_id: Named[UUID]
    organisation_id: Named[UUID]
    state: Named[str] = Column(Text)
    asked_at: Named[datetime] = Column(Instant)
    ready_at: Named[datetime | None] = Column(Instant)
    expires_at: Named[datetime | None] = Column(Instant)
    size: Named[int | None] = Column(BigInteger)
    sha256: Named[str | None] = Column(Text)


class _ErasureColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    person_id: Named[UUID] = Column(unique=True)
    organisation_id: Named[UUID]
    state: Named[str] = Column(Text)
    asked_at: Named[datetime] = Column(Instant)


class _VerdictColumns(TypedColumns):
    erasure_id: Named[UUID] = Column(ForeignKey("privacy.erasure.id"), primary_key=True)
    holding: Named[str] = Column(Text, primary_key=True)
    fate: Named[str] = Column(Text)
    rows: Named[int] = Column(Integer)
    keep: Named[str | None] = Column(Text)
    keep_until: Named[date | None] = Column(Date)
    judged_at: Named[datetime] = Column(Instant)


text = Table("text", metadata, _TextColumns, schema=SCHEMA)
consent = Table(
    "consent",
    metadata,
    _ConsentColumns,
    ForeignKeyConstraint(["purpose", "version"], ["privacy.text.purpose", "privacy.text.version"]),
    CheckConstraint("\"end\" IN ('withdrawn', 'renewed')", name="end"),
    CheckConstraint('(ended_at IS NULL) = ("end" IS NULL)', name="ended_at"),
    Index(None, "subject_id", "purpose", "given_at"),
    schema=SCHEMA,
)
Index(
    "ix_consent_open",
    consent.c.subject_id,
    consent.c.purpose,
    unique=True,
    postgresql_where=consent.c.ended_at.is_(None),
)
export = Table(
    "export",
    metadata,
    _ExportColumns,
    CheckConstraint("state IN ('asked', 'ready', 'expired')", name="state"),
    Index(None, "person_id", "asked_at"),
    schema=SCHEMA,
)
Index(
    "ix_export_asked",
    export.c.person_id,
    unique=True,
    postgresql_where=export.c.state == "asked",
)
erasure = Table(
    "erasure",
    metadata,
    _ErasureColumns,
    CheckConstraint("state IN ('asked', 'partly', 'done')", name="state"),
    schema=SCHEMA,
)
verdict = Table(
    "verdict",
    metadata,
    _VerdictColumns,
    CheckConstraint("fate IN ('nothing_held', 'erased', 'nameless', 'kept')", name="fate"),
    CheckConstraint("(fate = 'kept') = (keep_until IS NOT NULL)", name="keep_until"),
    schema=SCHEMA,
)
Index("ix_verdict_due", verdict.c.keep_until, postgresql_where=verdict.c.fate == "kept")

shared(text, why="what people agree to is public")
own_data(consent, "organisation_id")
own_data(export, "organisation_id")
own_data(erasure, "organisation_id")
follows(verdict, "erasure_id", erasure)
kept_with_history(consent, "version", "ended_at")
