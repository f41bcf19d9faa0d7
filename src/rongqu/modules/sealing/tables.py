"""Tables of sealing. Private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, metadata

SIGNER = ["contracts.signer.envelope_id", "contracts.signer.number"]


class _SealingColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID]
    status: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    made_by: Named[UUID]
    made_at: Named[datetime] = Column(Instant)
    agreed_by: Named[UUID | None]
    method: Named[str | None] = Column(Text)
    agreed_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _LineColumns(TypedColumns):
    """`sha256` as it stood in the list; `signer` is whose seal, of those who sign the envelope."""

    sealing_id: Named[UUID] = Column(ForeignKey("sealing.sealing.id"), primary_key=True)
    place: Named[int] = Column(SmallInteger, primary_key=True)
    envelope_id: Named[UUID]
    signer: Named[int] = Column(SmallInteger)
    sha256: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)


sealing = Table(
    "sealing",
    metadata,
    _SealingColumns,
    CheckConstraint(
        "status IN ('open', 'sealing', 'withdrawn', 'expired', 'ended')", name="status"
    ),
    CheckConstraint(
        "(status IN ('sealing', 'ended')) = (agreed_at IS NOT NULL)"
        " AND (agreed_at IS NULL) = (agreed_by IS NULL) AND (agreed_at IS NULL) = (method IS NULL)",
        name="agreed",
    ),
    CheckConstraint("(status IN ('open', 'sealing')) = (ended_at IS NULL)", name="ended_at"),
    Index(None, "organisation_id", "id"),
    Index("ix_sealing_open", "made_at", postgresql_where=text("status = 'open'")),
    schema="sealing",
)
line = Table(
    "line",
    metadata,
    _LineColumns,
    ForeignKeyConstraint(["envelope_id", "signer"], SIGNER, name="fk_line_signer"),
    CheckConstraint("status IN ('pending', 'sealed', 'failed')", name="status"),
    CheckConstraint("(status = 'failed') = (reason IS NOT NULL)", name="reason"),
    Index(None, "sealing_id", "envelope_id", unique=True),
    Index(None, "envelope_id", "signer"),
    schema="sealing",
)

own_data(sealing, "organisation_id")
follows(line, "sealing_id", sealing)
