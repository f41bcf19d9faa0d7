"""Tables of the template library. Private to the room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
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
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import shared
from rongqu.infra.tables import Instant, metadata


class _TemplateColumns(TypedColumns):
    key: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text)
    jurisdiction: Named[str] = Column(Text)
    owner_id: Named[UUID | None]


class _VersionColumns(TypedColumns):
    """`sha256` is of the text as canonical JSON; what approval binds is this and the days."""

    id: Named[UUID] = Column(primary_key=True)
    key: Named[str] = Column(Text, ForeignKey("contracts.template.key"))
    number: Named[int] = Column(SmallInteger)
    status: Named[str] = Column(Text)
    text: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    sha256: Named[str] = Column(Text)
    variables: Named[list[str]] = Column(ARRAY(Text))
    note: Named[str] = Column(Text)
    valid_from: Named[date] = Column(Date)
    valid_until: Named[date | None] = Column(Date)
    author_id: Named[UUID]
    changed_at: Named[datetime] = Column(Instant)
    approver_id: Named[UUID | None]
    approved_at: Named[datetime | None] = Column(Instant)


template = Table("template", metadata, _TemplateColumns, schema="contracts")
template_version = Table(
    "template_version",
    metadata,
    _VersionColumns,
    CheckConstraint("status IN ('draft', 'approved', 'discarded')", name="status"),
    CheckConstraint("(status = 'approved') = (approved_at IS NOT NULL)", name="approved_at"),
    CheckConstraint("approver_id IS NULL OR approver_id <> author_id", name="four_eyes"),
    CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="validity"),
    Index(None, "key", "number", unique=True),
    Index("uq_template_version_open", "key", unique=True, postgresql_where="status = 'draft'"),
    schema="contracts",
)

shared(template, template_version, why="what is in force anybody may read; queries hide drafts")
kept_with_history(template, "owner_id")
