"""Tables of disputes. Private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
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


class _DisputeColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    contract_id: Named[UUID]
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    opened_by: Named[UUID]
    kind: Named[str] = Column(Text)
    claim: Named[str] = Column(Text)
    wish: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    mediator_id: Named[UUID | None]
    opened_at: Named[datetime] = Column(Instant)
    due_at: Named[datetime] = Column(Instant)
    escalated_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _NoteColumns(TypedColumns):
    dispute_id: Named[UUID] = Column(ForeignKey("disputes.dispute.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    kind: Named[str] = Column(Text)
    side: Named[str] = Column(Text)
    author_id: Named[UUID]
    text: Named[str] = Column(Text)
    proposal: Named[int | None] = Column(SmallInteger)
    noted_at: Named[datetime] = Column(Instant)


dispute = Table(
    "dispute",
    metadata,
    _DisputeColumns,
    CheckConstraint(
        "status IN ('open', 'mediating', 'settled', 'withdrawn', 'unsettled')", name="status"
    ),
    CheckConstraint("(status IN ('open', 'mediating')) = (ended_at IS NULL)", name="ended_at"),
    Index(
        "uq_dispute_open_contract_id",
        "contract_id",
        unique=True,
        postgresql_where="ended_at IS NULL",
    ),
    Index(None, "enterprise_id", "id"),
    Index(None, "institution_id", "id"),
    Index(None, "due_at", postgresql_where="ended_at IS NULL AND escalated_at IS NULL"),
    schema="disputes",
)
dispute_note = Table("dispute_note", metadata, _NoteColumns, schema="disputes")

own_data(dispute, "enterprise_id", "institution_id")
follows(dispute_note, "dispute_id", dispute)
