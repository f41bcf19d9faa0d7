"""Tables of servicing; private to the module."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
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

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, currency_check, metadata
from rongqu.modules.servicing.days import tables as days

PARTS = (days,)
"""Whoever loads the room's tables has those of its part as well."""


class _LoanColumns(TypedColumns):
    id: Named[UUID] = Column(ForeignKey("contracts.contract.id"), primary_key=True)
    number: Named[str] = Column(Text)
    application_id: Named[UUID]
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    borrower_name: Named[str] = Column(Text)
    lender_name: Named[str] = Column(Text)
    region_code: Named[str] = Column(Text)
    product_kind: Named[str] = Column(Text)
    product_name: Named[str] = Column(Text)
    principal_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    yearly_rate: Named[Decimal] = Column(Numeric)
    day_count: Named[str] = Column(Text)
    term_months: Named[int] = Column(SmallInteger)
    method: Named[str] = Column(Text)
    penalty_daily_rate: Named[Decimal] = Column(Numeric)
    prepayment_fee_rate: Named[Decimal] = Column(Numeric)
    allocation: Named[list[str]] = Column(ARRAY(Text))
    structure: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]](), server_default=text("'{}'"))
    reprices_on: Named[date | None] = Column(Date)
    opened_on: Named[date] = Column(Date)
    last_due_on: Named[date] = Column(Date)
    status: Named[str] = Column(Text)
    outstanding_minor: Named[int] = Column(BigInteger)
    written_off_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    written_off_on: Named[date | None] = Column(Date)
    late_since: Named[date | None] = Column(Date)
    bucket: Named[str] = Column(Text)
    closed_on: Named[date | None] = Column(Date)


class _InstalmentColumns(TypedColumns):
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    starts_on: Named[date] = Column(Date)
    due_on: Named[date] = Column(Date)
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    carried_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    balance_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    principal_paid_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    interest_paid_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    interest_cancelled_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    penalty_exact: Named[Decimal] = Column(Numeric, server_default=text("0"))
    penalty_paid_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    penalty_through: Named[date | None] = Column(Date)
    noticed_on: Named[date | None] = Column(Date)
    paid_on: Named[date | None] = Column(Date)


class _RepaymentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    kind: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    amount_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    ordered_on: Named[date] = Column(Date)
    ordered_by: Named[UUID]
    ordered_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    effect: Named[str | None] = Column(Text)
    reason_code: Named[str | None] = Column(Text)


class _FactColumns(TypedColumns):
    """`content` is what its kind says; the amounts are what it did, as last worked out."""

    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    kind: Named[str] = Column(Text)
    counts_on: Named[date] = Column(Date)
    content: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    reason: Named[str] = Column(Text)
    recorded_by: Named[UUID]
    recorded_at: Named[datetime] = Column(Instant)
    cancelled_at: Named[datetime | None] = Column(Instant)
    cancelled_by: Named[UUID | None]
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    penalty_minor: Named[int] = Column(BigInteger)
    fee_minor: Named[int] = Column(BigInteger)
    revision: Named[int] = Column(Integer)


loan = Table(
    "loan",
    metadata,
    _LoanColumns,
    CheckConstraint("status IN ('active', 'closed', 'written_off')", name="status"),
    CheckConstraint("(status = 'closed') = (closed_on IS NOT NULL)", name="closed_on"),
    CheckConstraint(
        "status <> 'closed' OR outstanding_minor + written_off_minor = 0", name="nothing_left"
    ),
    CheckConstraint("status <> 'written_off' OR outstanding_minor = 0", name="out_of_the_books"),
    CheckConstraint("written_off_minor BETWEEN 0 AND principal_minor", name="written_off_minor"),
    CheckConstraint("outstanding_minor BETWEEN 0 AND principal_minor", name="outstanding_minor"),
    CheckConstraint(
        "bucket IN ('current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus')", name="bucket"
    ),
    CheckConstraint("(bucket = 'current') = (late_since IS NULL)", name="late_since"),
    currency_check(),
    Index(None, "enterprise_id", "id"),
    Index(None, "institution_id", "id"),
    Index(None, "bucket", "id"),
    Index(None, "institution_id", "number"),
    Index("ix_loan_repricing", "reprices_on", "id", postgresql_where="status = 'active'"),
    schema="servicing",
)
instalment = Table(
    "instalment",
    metadata,
    _InstalmentColumns,
    CheckConstraint(
        "principal_paid_minor BETWEEN 0 AND principal_minor "
        "AND interest_paid_minor + interest_cancelled_minor BETWEEN 0 AND interest_minor "
        "AND interest_cancelled_minor >= 0 AND penalty_paid_minor >= 0",
        name="paid",
    ),
    CheckConstraint("carried_minor BETWEEN 0 AND interest_minor", name="carried_minor"),
    CheckConstraint(
        "paid_on IS NULL OR (principal_paid_minor = principal_minor "
        "AND interest_paid_minor + interest_cancelled_minor = interest_minor)",
        name="paid_on",
    ),
    currency_check(),
    Index("ix_instalment_unpaid_due_on", "due_on", "loan_id", postgresql_where="paid_on IS NULL"),
    schema="servicing",
)
repayment = Table(
    "repayment",
    metadata,
    _RepaymentColumns,
    CheckConstraint("kind IN ('instalment', 'arrears', 'payoff', 'prepayment')", name="kind"),
    CheckConstraint("status IN ('ordered', 'applied', 'failed')", name="status"),
    CheckConstraint("(status = 'ordered') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    currency_check(),
    Index(None, "loan_id", "id"),
    Index(
        "uq_repayment_ordered_loan_id",
        "loan_id",
        unique=True,
        postgresql_where="status = 'ordered'",
    ),
    schema="servicing",
)
fact = Table(
    "fact",
    metadata,
    _FactColumns,
    CheckConstraint("(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled"),
    CheckConstraint(
        "least(principal_minor, interest_minor, penalty_minor, fee_minor) >= 0", name="parts"
    ),
    currency_check(),
    Index(None, "loan_id", "counts_on", "id"),
    schema="servicing",
)

own_data(loan, "enterprise_id", "institution_id")
for _part in (instalment, repayment, fact):
    follows(_part, "loan_id", loan)
for _part in (days.accrual, days.penalty, days.standing, days.demand):
    follows(_part, "loan_id", loan)
for _part in (days.direct_debit_mandate, days.direct_debit, days.classification):
    follows(_part, "loan_id", loan)
for _part in (days.loan_trigger, days.category_override, days.classification_change):
    follows(_part, "loan_id", loan)
