"""Tables of models; private to the room. Versions and answers are written once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import shared
from rongqu.infra.tables import Instant, metadata


class _VersionColumns(TypedColumns):
    """`artefact` is the signed file as it came in; `signed_by` the key that was trusted then."""

    id: Named[UUID] = Column(primary_key=True)
    number: Named[int]
    name: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    artefact: Named[str] = Column(Text)
    digest: Named[str] = Column(Text)
    signed_by: Named[str] = Column(Text)
    facts: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    features: Named[list[Any]] = Column(JSONB[list[Any]]())
    registered_by: Named[UUID]
    registered_at: Named[datetime] = Column(Instant)


class _AppointmentColumns(TypedColumns):
    """`number` 0 is the standard model, which is no row. `asked_by` None: a return to what was
    approved before."""

    id: Named[UUID] = Column(primary_key=True)
    number: Named[int]
    post: Named[str] = Column(Text)
    asked_by: Named[UUID | None]
    appointed_by: Named[UUID]
    appointed_at: Named[datetime] = Column(Instant)
    reason: Named[str] = Column(Text)
    ended_at: Named[datetime | None] = Column(Instant)


class _CaseColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    subject_id: Named[UUID]
    features: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    groups: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    asked_at: Named[datetime] = Column(Instant)


class _AnswerColumns(TypedColumns):
    case_id: Named[UUID] = Column(ForeignKey("models.case.id"), primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    post: Named[str] = Column(Text)
    score: Named[int] = Column(SmallInteger)
    chance: Named[float] = Column(Double)


class _RunColumns(TypedColumns):
    """`figures` out of sample; `reports` are HTML by language."""

    id: Named[UUID] = Column(primary_key=True)
    status: Named[str] = Column(Text)
    started_by: Named[UUID]
    started_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    cases: Named[int | None]
    bad: Named[int | None]
    brought: Named[int | None]
    number: Named[int | None]
    figures: Named[dict[str, Any] | None] = Column(JSONB[dict[str, Any]](none_as_null=True))
    champion_figures: Named[dict[str, Any] | None] = Column(
        JSONB[dict[str, Any]](none_as_null=True)
    )
    reports: Named[dict[str, str] | None] = Column(JSONB[dict[str, str]](none_as_null=True))
    why: Named[str | None] = Column(Text)


POSTS = "post IN ('champion', 'challenger')"

version = Table(
    "version",
    metadata,
    _VersionColumns,
    Index(None, "number", unique=True),
    Index(None, "digest", unique=True),
    CheckConstraint("number > 0", name="number"),
    schema="models",
)
appointment = Table(
    "appointment",
    metadata,
    _AppointmentColumns,
    CheckConstraint(POSTS, name="post"),
    CheckConstraint("asked_by <> appointed_by", name="four_eyes"),
    schema="models",
)
Index(
    "ix_appointment_champion",
    appointment.c.post,
    unique=True,
    postgresql_where=(appointment.c.post == "champion") & appointment.c.ended_at.is_(None),
)
Index(
    "ix_appointment_number_open",
    appointment.c.number,
    unique=True,
    postgresql_where=appointment.c.ended_at.is_(None),
)
case = Table("case", metadata, _CaseColumns, Index(None, "subject_id", "id"), schema="models")
answer = Table(
    "answer",
    metadata,
    _AnswerColumns,
    CheckConstraint(POSTS, name="post"),
    CheckConstraint("score BETWEEN 300 AND 850", name="score"),
    Index(None, "number", "case_id"),
    schema="models",
)

run = Table(
    "run",
    metadata,
    _RunColumns,
    CheckConstraint("status IN ('running', 'asked', 'too_few', 'refused')", name="status"),
    CheckConstraint("(status = 'running') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("(status = 'asked') = (number IS NOT NULL)", name="number"),
    schema="models",
)
Index("ix_run_running", run.c.status, unique=True, postgresql_where=run.c.status == "running")

shared(
    version,
    appointment,
    case,
    answer,
    run,
    why="models and their answers; a case names no organisation",
)
kept_with_history(appointment, "number", "post", by_insert=True)
