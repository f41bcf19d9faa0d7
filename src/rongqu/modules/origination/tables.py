"""Tables of origination; private to the room. A trigger keeps steps from being changed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import follows, lets_in, own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

STAGES = (
    "'draft', 'submitted', 'screening', 'review', 'due_diligence', 'approval', 'contract', "
    "'payout', 'active', 'closed', 'returned', 'rejected', 'withdrawn', 'expired'"
)


class _ApplicationColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    enterprise_name: Named[str] = Column(Text)
    region_code: Named[str] = Column(Text)
    industry_code: Named[str] = Column(Text)
    product_id: Named[UUID]
    product_version: Named[int] = Column(Integer)
    product_kind: Named[str] = Column(Text)
    product_name: Named[str] = Column(Text)
    product_name_en: Named[str] = Column(Text)
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    amount_minor: Named[int | None] = Column(BigInteger)
    term_months: Named[int | None] = Column(SmallInteger)
    purpose: Named[str | None] = Column(Text)
    explanation: Named[str | None] = Column(Text)
    stage: Named[str] = Column(Text)
    version: Named[int] = Column(Integer)
    assignee_id: Named[UUID | None]
    deadline_at: Named[datetime | None] = Column(Instant)
    late_at: Named[datetime | None] = Column(Instant)
    screening: Named[dict[str, Any] | None] = Column(JSONB[dict[str, Any]](none_as_null=True))
    contract_id: Named[UUID | None]
    payout_order_id: Named[UUID | None]
    hold_reason: Named[str | None] = Column(Text)
    hold_detail: Named[str | None] = Column(Text)
    outstanding_minor: Named[int | None] = Column(BigInteger)
    waived_minor: Named[int | None] = Column(BigInteger)
    agreed: Named[dict[str, Any] | None] = Column(JSONB[dict[str, Any]](none_as_null=True))
    created_at: Named[datetime] = Column(Instant)
    moved_at: Named[datetime] = Column(Instant)
    submitted_at: Named[datetime | None] = Column(Instant)
    decided_at: Named[datetime | None] = Column(Instant)


class _StepColumns(TypedColumns):
    number: Named[int] = Column(BigInteger, Identity(always=True), primary_key=True)
    application_id: Named[UUID] = Column(ForeignKey("origination.application.id"))
    at: Named[datetime] = Column(Instant)
    actor_id: Named[UUID]
    side: Named[str] = Column(Text)
    what: Named[str] = Column(Text)
    from_stage: Named[str | None] = Column(Text)
    to_stage: Named[str] = Column(Text)
    reason_code: Named[str | None] = Column(Text)
    note: Named[str | None] = Column(Text)


class _DocumentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = Column(ForeignKey("origination.application.id"), index=True)
    kind: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    file_type: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(CHAR(64))
    storage_key: Named[str] = Column(Text)
    uploaded_by: Named[UUID]
    uploaded_at: Named[datetime] = Column(Instant)
    removed_at: Named[datetime | None] = Column(Instant)


class _AssessmentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = Column(ForeignKey("origination.application.id"), index=True)
    kind: Named[str] = Column(Text)
    author_id: Named[UUID]
    note: Named[str] = Column(Text)
    checklist: Named[dict[str, str]] = Column(JSONB[dict[str, str]]())
    recorded_at: Named[datetime] = Column(Instant)


class _ApprovalColumns(AmountColumns):
    contract_id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = Column(ForeignKey("origination.application.id"), index=True)
    yearly_rate: Named[Decimal] = Column(Numeric)
    day_count: Named[str] = Column(Text)
    term_months: Named[int] = Column(SmallInteger)
    method: Named[str] = Column(Text)
    fee_minor: Named[int] = Column(BigInteger)
    structure: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]](), server_default=text("'{}'"))
    conditions: Named[str | None] = Column(Text)
    reviewed_by: Named[UUID | None]
    approved_by: Named[UUID]
    approved_at: Named[datetime] = Column(Instant)


class _PrecedentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = Column(ForeignKey("origination.application.id"))
    contract_id: Named[UUID] = Column(index=True)
    kind: Named[str] = Column(Text)
    what: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    document_id: Named[UUID | None]
    note: Named[str | None] = Column(Text)
    acted_by: Named[UUID | None]
    acted_at: Named[datetime | None] = Column(Instant)
    waived_by: Named[UUID | None]
    waived_at: Named[datetime | None] = Column(Instant)


application = Table(
    "application",
    metadata,
    _ApplicationColumns,
    currency_check(),
    CheckConstraint(f"stage IN ({STAGES})", name="stage"),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("term_months > 0", name="term"),
    CheckConstraint(
        "stage IN ('draft', 'returned', 'withdrawn', 'expired') OR (amount_minor IS NOT NULL"
        " AND term_months IS NOT NULL AND purpose IS NOT NULL AND submitted_at IS NOT NULL)",
        name="complete",
    ),
    CheckConstraint(
        "stage NOT IN ('contract', 'payout', 'active', 'closed') OR contract_id IS NOT NULL",
        name="contract",
    ),
    CheckConstraint("hold_reason IS NULL OR stage = 'payout'", name="hold"),
    Index(None, "enterprise_id", "id"),
    Index(None, "institution_id", "stage", "id"),
    Index(None, "contract_id", unique=True),
    schema="origination",
)
Index(
    "ix_application_deadline_at",
    application.c.deadline_at,
    postgresql_where=application.c.late_at.is_(None) & application.c.deadline_at.is_not(None),
)
step = Table(
    "step", metadata, _StepColumns, Index(None, "application_id", "number"), schema="origination"
)
document = Table(
    "document", metadata, _DocumentColumns, Index(None, "sha256"), schema="origination"
)
assessment = Table("assessment", metadata, _AssessmentColumns, schema="origination")
approval = Table(
    "approval",
    metadata,
    _ApprovalColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("approved_by <> reviewed_by", name="four_eyes"),
    schema="origination",
)

precedent = Table(
    "precedent",
    metadata,
    _PrecedentColumns,
    CheckConstraint("kind IN ('stated', 'guarantee_letter')", name="kind"),
    CheckConstraint("state IN ('open', 'met', 'waiver_asked', 'waived')", name="state"),
    CheckConstraint(
        "kind = 'stated' OR state <> 'met' OR document_id IS NOT NULL", name="needs_paper"
    ),
    CheckConstraint("(state = 'waived') = (waived_by IS NOT NULL)", name="waiver"),
    CheckConstraint("waived_by <> acted_by", name="four_eyes"),
    schema="origination",
)

own_data(application, "enterprise_id", "institution_id")
lets_in(application, "enterprise_id", "institution_id", since="submitted_at")
for _part in (step, document, assessment, approval, precedent):
    follows(_part, "application_id", application)
