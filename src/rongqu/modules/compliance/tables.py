"""Tables of compliance. The values of policies are in `infra.policy`, where every room reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Named, Table, Text, TypedColumns
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.tables import Instant, metadata


class _ApprovalColumns(TypedColumns):
    """`subject`: what the command is about, such as the key of a policy; one waits for each."""

    id: Named[UUID] = Column(primary_key=True)
    command: Named[str] = Column(Text)
    subject: Named[str] = Column(Text)
    content: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    reason: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    decision_reason: Named[str | None] = Column(Text)


approval = Table(
    "approval",
    metadata,
    _ApprovalColumns,
    CheckConstraint("status IN ('proposed', 'approved', 'rejected')", name="status"),
    CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
    CheckConstraint("status <> 'approved' OR decided_by <> asked_by", name="four_eyes"),
    Index(None, "command", "id"),
    schema="compliance",
)
Index(
    "ix_approval_subject_pending",
    approval.c.command,
    approval.c.subject,
    unique=True,
    postgresql_where=approval.c.status == "proposed",
)
