"""Tables of warnings; private to the room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.row_security import platform_only
from rongqu.infra.tables import Instant, metadata

SCHEMA = "warnings"


class _SignalColumns(TypedColumns):
    """`id` is that of the event: one is seen once. Without a level it is ordinary, and kept to
    compare others with."""

    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    sign: Named[str] = Column(Text)
    size: Named[Decimal] = Column(Numeric(12, 4))
    level: Named[str | None] = Column(Text)
    case_id: Named[UUID | None] = Column(ForeignKey("warnings.warning_case.id"))
    seen_at: Named[datetime] = Column(Instant)


class _CaseColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    level: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    owner_id: Named[UUID | None]
    opened_at: Named[datetime] = Column(Instant)
    levelled_at: Named[datetime] = Column(Instant)
    next_step: Named[str | None] = Column(Text)
    due_at: Named[datetime | None] = Column(Instant)
    escalated_step: Named[str | None] = Column(Text)
    escalated_at: Named[datetime | None] = Column(Instant)
    closed_at: Named[datetime | None] = Column(Instant)
    closed_by: Named[UUID | None]
    closing_reason: Named[str | None] = Column(Text)


class _StepColumns(TypedColumns):
    case_id: Named[UUID] = Column(ForeignKey("warnings.warning_case.id"), primary_key=True)
    step: Named[str] = Column(Text, primary_key=True)
    note: Named[str] = Column(Text)
    done_by: Named[UUID]
    done_at: Named[datetime] = Column(Instant)
    due_at: Named[datetime] = Column(Instant)


class _WatchedColumns(TypedColumns):
    """What the next event of an enterprise is compared with, and when it got into trouble."""

    enterprise_id: Named[UUID] = Column(primary_key=True)
    score: Named[Decimal | None] = Column(Numeric(6, 0))
    net_assets: Named[Decimal | None] = Column(Numeric(20, 2))
    troubled_at: Named[datetime | None] = Column(Instant)


warning_case = Table(
    "warning_case",
    metadata,
    _CaseColumns,
    CheckConstraint("level IN ('red', 'yellow', 'blue')", name="level"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
    CheckConstraint("(next_step IS NULL) = (due_at IS NULL)", name="due_at"),
    Index(
        "uq_warning_case_enterprise_id",
        "enterprise_id",
        unique=True,
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_warning_case_due_at", "due_at", postgresql_where=text("state = 'open'")),
    schema=SCHEMA,
)
signal = Table(
    "signal",
    metadata,
    _SignalColumns,
    Index(None, "sign", "seen_at"),
    Index(None, "case_id"),
    schema=SCHEMA,
)
step_done = Table("step_done", metadata, _StepColumns, schema=SCHEMA)
watched = Table("watched", metadata, _WatchedColumns, schema=SCHEMA)

platform_only(
    warning_case, watched, signal, step_done, why="whom is watched is never told to customers"
)
