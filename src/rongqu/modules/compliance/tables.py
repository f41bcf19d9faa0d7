"""Tables of compliance. The values themselves are in `infra.policy`, where every room reads."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.tables import Instant, metadata


class _ChangeColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    key: Named[str] = Column(Text)
    value: Named[Decimal] = Column(Numeric)
    valid_from: Named[date] = Column(Date)
    reason: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    decision_reason: Named[str | None] = Column(Text)


policy_change = Table(
    "policy_change",
    metadata,
    _ChangeColumns,
    CheckConstraint("status IN ('proposed', 'approved', 'rejected')", name="status"),
    CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
    CheckConstraint("status <> 'approved' OR decided_by <> asked_by", name="four_eyes"),
    schema="compliance",
)
Index(
    "ix_policy_change_key_pending",
    policy_change.c.key,
    unique=True,
    postgresql_where=policy_change.c.status == "proposed",
)
