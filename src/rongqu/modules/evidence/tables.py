"""Tables of evidence; private to the room. Triggers refuse every change of the log but growing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import changed_too_by, own_data, shared, works_as_owner
from rongqu.infra.tables import Instant, metadata


class _BatchColumns(TypedColumns):
    first_index: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    size: Named[int] = Column(Integer)
    event_ids: Named[list[UUID]] = Column(ARRAY(Uuid))
    facts: Named[list[str | None]] = Column(ARRAY(Text))
    salts: Named[bytes] = Column(LargeBinary)
    commitments: Named[bytes] = Column(LargeBinary)
    lowest_event_id: Named[UUID]
    highest_event_id: Named[UUID]
    appended_at: Named[datetime] = Column(Instant)


class _TileColumns(TypedColumns):
    level: Named[int] = Column(SmallInteger, primary_key=True, autoincrement=False)
    number: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Named[bytes] = Column(LargeBinary)


class _CheckpointColumns(TypedColumns):
    size: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    root: Named[bytes] = Column(LargeBinary)
    note: Named[str] = Column(Text)
    made_at: Named[datetime] = Column(Instant)


class _AnchoringColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    anchor: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    note: Named[str] = Column(Text)
    reference: Named[str] = Column(Text)
    receipt: Named[bytes] = Column(LargeBinary)
    anchored_at: Named[datetime] = Column(Instant)


class _AssetColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    fingerprint: Named[bytes] = Column(LargeBinary, unique=True)
    kind: Named[str] = Column(Text)
    issuer: Named[str] = Column(Text)
    serial: Named[str] = Column(Text)
    description: Named[str] = Column(Text)
    owner_id: Named[UUID]
    registered_at: Named[datetime] = Column(Instant)


class _PledgeColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    asset_id: Named[UUID] = Column(ForeignKey("evidence.asset.id"))
    holder_id: Named[UUID]
    reference_id: Named[UUID]
    pledged_at: Named[datetime] = Column(Instant)
    released_at: Named[datetime | None] = Column(Instant)


class _AuditColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    started_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime] = Column(Instant)
    size: Named[int] = Column(BigInteger)
    findings: Named[list[dict[str, Any]]] = Column(JSONB[list[dict[str, Any]]]())
    more_findings: Named[int] = Column(Integer)


batch = Table(
    "batch",
    metadata,
    _BatchColumns,
    CheckConstraint(
        "size BETWEEN 1 AND 256 AND cardinality(event_ids) = size AND cardinality(facts) = size "
        "AND octet_length(salts) = 16 * size AND octet_length(commitments) = 32 * size",
        name="shape",
    ),
    Index(None, "highest_event_id", "lowest_event_id"),
    schema="evidence",
)
"""Facts that entered together, at most one tile's worth: few wide rows are what makes it fast."""

tile = Table("tile", metadata, _TileColumns, schema="evidence")
checkpoint = Table("checkpoint", metadata, _CheckpointColumns, schema="evidence")
audit = Table("audit", metadata, _AuditColumns, schema="evidence")
anchoring = Table(
    "anchoring",
    metadata,
    _AnchoringColumns,
    Index(None, "anchor", "size", unique=True),
    schema="evidence",
)
"""Checkpoints that somebody outside has taken, with what they gave for it."""
asset = Table(
    "asset",
    metadata,
    _AssetColumns,
    CheckConstraint(
        "kind IN ('goods', 'warehouse_receipt', 'ear_tag', 'equipment', 'intangible_right',"
        " 'order', 'receivable', 'guarantee', 'share', 'carbon_report')",
        name="kind",
    ),
    Index(None, "owner_id"),
    schema="evidence",
)
pledge = Table("pledge", metadata, _PledgeColumns, schema="evidence")
Index(
    "ix_pledge_in_force",
    pledge.c.asset_id,
    unique=True,
    postgresql_where=pledge.c.released_at.is_(None),
)
"""The same thing is not pledged twice, whatever the code above does."""
Index("ix_pledge_reference_id", pledge.c.reference_id)
Index("ix_pledge_holder_id", pledge.c.holder_id, postgresql_where=pledge.c.released_at.is_(None))

own_data(asset, "owner_id", read_by_all=True)
own_data(pledge, "holder_id", read_by_all=True)
changed_too_by(pledge, "asset_id", asset, "id", "owner_id")
changed_too_by(asset, "id", pledge, "asset_id", "holder_id")
shared(batch, checkpoint, tile, audit, anchoring, why="the log is public: commitments, no data")
works_as_owner("evidence.erase_fact(uuid)")
"""The one way in which content leaves the log; it does nothing else to it."""
