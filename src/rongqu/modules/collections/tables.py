"""Tables of collections; private to the module."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "collections"


class _CaseColumns(TypedColumns):
    """Bucket, days and amounts are those of the morning of `as_of`."""

    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    borrower_name: Named[str] = Column(Text)
    bucket: Named[str] = Column(Text)
    days_past_due: Named[int] = Column(Integer)
    overdue_minor: Named[int] = Column(BigInteger)
    outstanding_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    state: Named[str] = Column(Text)
    as_of: Named[date] = Column(Date)
    opened_on: Named[date] = Column(Date)
    closed_on: Named[date | None] = Column(Date)
    assigned_to: Named[UUID | None]
    last_contact_at: Named[datetime | None] = Column(Instant)
    promised_for: Named[date | None] = Column(Date)
    broken_promises: Named[int] = Column(SmallInteger, server_default=text("0"))


class _ContactColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    case_id: Named[UUID] = Column(ForeignKey("collections.collection_case.id"))
    enterprise_id: Named[UUID]
    channel: Named[str] = Column(Text)
    result: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    made_by: Named[UUID]


class _PromiseColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    case_id: Named[UUID] = Column(ForeignKey("collections.collection_case.id"))
    promised_for: Named[date] = Column(Date)
    state: Named[str] = Column(Text)
    made_on: Named[date] = Column(Date)
    made_at: Named[datetime] = Column(Instant)
    made_by: Named[UUID]
    decided_on: Named[date | None] = Column(Date)
    paid_minor: Named[int] = Column(BigInteger, server_default=text("0"))


class _DisposalColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    borrower_name: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    opened_on: Named[date] = Column(Date)
    opened_by: Named[UUID]
    closed_on: Named[date | None] = Column(Date)
    claim_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


class _StepColumns(TypedColumns):
    disposal_id: Named[UUID] = Column(ForeignKey("collections.disposal.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    document: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    done_at: Named[datetime] = Column(Instant)
    done_by: Named[UUID]


collection_case = Table(
    "collection_case",
    metadata,
    _CaseColumns,
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on"),
    currency_check(),
    Index(
        "uq_collection_case_loan_id",
        "loan_id",
        unique=True,
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_collection_case_enterprise_id", "enterprise_id"),
    schema=SCHEMA,
)
contact = Table(
    "contact",
    metadata,
    _ContactColumns,
    CheckConstraint("channel IN ('call', 'message', 'visit', 'letter')", name="channel"),
    Index(None, "case_id", "at"),
    Index(None, "enterprise_id", "at"),
    schema=SCHEMA,
)
promise = Table(
    "promise",
    metadata,
    _PromiseColumns,
    CheckConstraint("state IN ('open', 'kept', 'broken', 'lapsed')", name="state"),
    CheckConstraint("(state = 'open') = (decided_on IS NULL)", name="decided_on"),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    currency_check(),
    Index("uq_promise_case_id", "case_id", unique=True, postgresql_where=text("state = 'open'")),
    Index("ix_promise_case", "case_id"),
    schema=SCHEMA,
)
disposal = Table(
    "disposal",
    metadata,
    _DisposalColumns,
    CheckConstraint(
        "kind IN ('extension', 'restructuring', 'collateral', 'litigation', 'write_off')",
        name="kind",
    ),
    CheckConstraint("state IN ('open', 'done', 'abandoned')", name="state"),
    CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_on"),
    currency_check(),
    Index(None, "loan_id"),
    Index(
        "uq_disposal_loan_id_kind",
        "loan_id",
        "kind",
        unique=True,
        postgresql_where=text("state = 'open'"),
    ),
    schema=SCHEMA,
)
disposal_step = Table("disposal_step", metadata, _StepColumns, schema=SCHEMA)

own_data(collection_case, "enterprise_id", "institution_id")
for _part in (contact, promise):
    follows(_part, "case_id", collection_case)
follows(disposal, "loan_id", "servicing.loan")
follows(disposal_step, "disposal_id", disposal)
