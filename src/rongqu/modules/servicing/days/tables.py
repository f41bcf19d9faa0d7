"""Tables of the end of day; private to the module.

`accrual`, `penalty` and `standing` are large: one partition a day, built by CREATE TABLE AS in the
schema `servicing_days` and attached, never changed afterwards. They have no foreign keys, because
their rows come in sets that were joined with the loans.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
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

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import own_data, platform_only, shared
from rongqu.infra.tables import Instant, currency_check, metadata

SCHEMA = "servicing"
CLASSES = "('normal', 'special_mention', 'substandard', 'doubtful', 'loss')"
BY_DAY = "LIST (business_date)"


class _DayColumns(TypedColumns):
    day: Named[date] = Column(Date, primary_key=True)
    state: Named[str] = Column(Text)
    is_workday: Named[bool] = Column(Boolean)
    opened_at: Named[datetime] = Column(Instant)
    started_at: Named[datetime | None] = Column(Instant)
    started_by: Named[UUID | None]
    closed_at: Named[datetime | None] = Column(Instant)


class _PhaseColumns(TypedColumns):
    day: Named[date] = Column(ForeignKey("servicing.business_day.day"), primary_key=True)
    phase: Named[str] = Column(Text, primary_key=True)
    attempts: Named[int] = Column(SmallInteger)
    started_at: Named[datetime] = Column(Instant)
    finished_at: Named[datetime | None] = Column(Instant)
    millis: Named[int | None] = Column(Integer)
    rows: Named[int | None] = Column(BigInteger)
    amount_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str | None] = Column(CHAR(3))


class _AccrualColumns(TypedColumns):
    """`earned` is all interest since the loan began; `interest` what this day added to it."""

    business_date: Named[date] = Column(Date, primary_key=True)
    loan_id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    earned_minor: Named[int] = Column(BigInteger)
    paid_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)


class _PenaltyColumns(TypedColumns):
    """Of one late instalment; `accrued` is all of it, `penalty` what this day added."""

    business_date: Named[date] = Column(Date, primary_key=True)
    loan_id: Named[UUID] = Column(primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    days: Named[int] = Column(Integer)
    accrued_exact: Named[Decimal] = Column(Numeric)
    accrued_minor: Named[int] = Column(BigInteger)
    paid_minor: Named[int] = Column(BigInteger)
    penalty_minor: Named[int] = Column(BigInteger)


class _StandingColumns(TypedColumns):
    """A loan under way as the day left it."""

    business_date: Named[date] = Column(Date, primary_key=True)
    loan_id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    outstanding_minor: Named[int] = Column(BigInteger)
    exposure_minor: Named[int] = Column(BigInteger)
    days_past_due: Named[int] = Column(Integer)
    bucket: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    allowance_minor: Named[int] = Column(BigInteger)


class _ValuationColumns(TypedColumns):
    """`reference` is the ledger's entry over the change; None where nothing changed."""

    business_date: Named[date] = Column(ForeignKey("servicing.business_day.day"), primary_key=True)
    kind: Named[str] = Column(Text, primary_key=True)
    institution_id: Named[UUID] = Column(primary_key=True)
    currency: Named[str] = Column(CHAR(3), primary_key=True)
    loans: Named[int] = Column(Integer)
    stock_minor: Named[int] = Column(BigInteger)
    change_minor: Named[int] = Column(BigInteger)
    reference: Named[str | None] = Column(Text, unique=True)


class _RevaluationColumns(TypedColumns):
    """What a change of a loan did to its stock between two day ends. `reference`: the ledger's
    entry, one for all loans of a lender that changed together; `valued_on`: the day whose end has
    taken it as booked."""

    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    institution_id: Named[UUID]
    kind: Named[str] = Column(Text)
    currency: Named[str] = Column(CHAR(3))
    change_minor: Named[int] = Column(BigInteger)
    day: Named[date] = Column(Date)
    reference: Named[str] = Column(Text)
    valued_on: Named[date | None] = Column(Date)


class _RollColumns(TypedColumns):
    """From the bucket at the end of the month before to the one now; `closed` is paid back or
    written off."""

    business_date: Named[date] = Column(ForeignKey("servicing.business_day.day"), primary_key=True)
    from_bucket: Named[str] = Column(Text, primary_key=True)
    to_bucket: Named[str] = Column(Text, primary_key=True)
    since: Named[date] = Column(Date)
    loans: Named[int] = Column(Integer)
    outstanding_minor: Named[int] = Column(BigInteger)


class _VintageColumns(TypedColumns):
    """Of the loans paid out in one month: what was lent, and what of it is bad debt by now."""

    business_date: Named[date] = Column(ForeignKey("servicing.business_day.day"), primary_key=True)
    opened_month: Named[date] = Column(Date, primary_key=True)
    loans: Named[int] = Column(Integer)
    principal_minor: Named[int] = Column(BigInteger)
    late_minor: Named[int] = Column(BigInteger)
    bad_minor: Named[int] = Column(BigInteger)


class _DemandColumns(TypedColumns):
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    due_on: Named[date] = Column(Date)
    demanded_on: Named[date] = Column(Date)
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


class _MandateColumns(TypedColumns):
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    given_by: Named[UUID]
    given_at: Named[datetime] = Column(Instant)


class _DebitColumns(TypedColumns):
    """`id` is also that of the repayment, once it is ordered."""

    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    day: Named[date] = Column(Date)
    state: Named[str] = Column(Text)
    reason_code: Named[str | None] = Column(Text)


class _ClassificationColumns(TypedColumns):
    """A loan without a row is normal. `cause`: what made it this category."""

    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    category: Named[str] = Column(Text)
    cause: Named[str] = Column(Text)
    since: Named[date] = Column(Date)


class _TriggerColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    kind: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    noted_on: Named[date] = Column(Date)
    noted_by: Named[UUID]
    lifted_on: Named[date | None] = Column(Date)
    lifted_by: Named[UUID | None]


class _OverrideColumns(TypedColumns):
    """A category that two people gave a loan; the id is that of the approval. It holds until it is
    lifted."""

    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"))
    category: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    asked_by: Named[UUID]
    approved_by: Named[UUID]
    since: Named[date] = Column(Date)
    lifted_on: Named[date | None] = Column(Date)


class _ChangeColumns(TypedColumns):
    """How each loan came to its category: one row a change."""

    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    day: Named[date] = Column(Date, primary_key=True)
    former: Named[str] = Column(Text)
    category: Named[str] = Column(Text)
    cause: Named[str] = Column(Text)
    days_past_due: Named[int] = Column(Integer)


business_day = Table(
    "business_day",
    metadata,
    _DayColumns,
    CheckConstraint("state IN ('open', 'running', 'closed')", name="state"),
    CheckConstraint("(state = 'open') = (started_at IS NULL)", name="started_at"),
    CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
    Index(
        "uq_business_day_not_closed",
        text("(true)"),
        unique=True,
        postgresql_where=text("state <> 'closed'"),
    ),
    schema=SCHEMA,
)
day_phase = Table(
    "day_phase",
    metadata,
    _PhaseColumns,
    CheckConstraint("num_nulls(finished_at, millis, rows) IN (0, 3)", name="finished_at"),
    CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="amount_minor"),
    schema=SCHEMA,
)
accrual = Table("accrual", metadata, _AccrualColumns, postgresql_partition_by=BY_DAY, schema=SCHEMA)
penalty = Table("penalty", metadata, _PenaltyColumns, postgresql_partition_by=BY_DAY, schema=SCHEMA)
standing = Table(
    "standing", metadata, _StandingColumns, postgresql_partition_by=BY_DAY, schema=SCHEMA
)
revaluation = Table(
    "revaluation",
    metadata,
    _RevaluationColumns,
    CheckConstraint("kind IN ('interest', 'penalty')", name="kind"),
    CheckConstraint("change_minor <> 0", name="change_minor"),
    currency_check(),
    schema=SCHEMA,
)
Index(
    "ix_revaluation_open",
    revaluation.c.loan_id,
    revaluation.c.kind,
    postgresql_where=revaluation.c.valued_on.is_(None),
)
valuation = Table(
    "valuation",
    metadata,
    _ValuationColumns,
    CheckConstraint("kind IN ('interest', 'penalty', 'allowance')", name="kind"),
    CheckConstraint("(change_minor = 0) = (reference IS NULL)", name="reference"),
    currency_check(),
    schema=SCHEMA,
)
roll = Table("roll", metadata, _RollColumns, schema=SCHEMA)
vintage = Table("vintage", metadata, _VintageColumns, schema=SCHEMA)
demand = Table("demand", metadata, _DemandColumns, currency_check(), schema=SCHEMA)
direct_debit_mandate = Table("direct_debit_mandate", metadata, _MandateColumns, schema=SCHEMA)
direct_debit = Table(
    "direct_debit",
    metadata,
    _DebitColumns,
    CheckConstraint("state IN ('planned', 'ordered', 'refused')", name="state"),
    CheckConstraint("(state = 'refused') = (reason_code IS NOT NULL)", name="reason_code"),
    Index(None, "loan_id", "day", unique=True),
    Index("ix_direct_debit_planned", "id", postgresql_where=text("state = 'planned'")),
    schema=SCHEMA,
)
classification = Table(
    "classification",
    metadata,
    _ClassificationColumns,
    CheckConstraint(f"category IN {CLASSES}", name="category"),
    schema=SCHEMA,
)
loan_trigger = Table(
    "loan_trigger",
    metadata,
    _TriggerColumns,
    CheckConstraint("(lifted_on IS NULL) = (lifted_by IS NULL)", name="lifted_on"),
    Index(
        "uq_loan_trigger_loan_id_kind",
        "loan_id",
        "kind",
        unique=True,
        postgresql_where=text("lifted_on IS NULL"),
    ),
    schema=SCHEMA,
)
category_override = Table(
    "category_override",
    metadata,
    _OverrideColumns,
    CheckConstraint(f"category IN {CLASSES}", name="category"),
    CheckConstraint("approved_by <> asked_by", name="four_eyes"),
    CheckConstraint("reason <> ''", name="reason"),
    Index(
        "uq_category_override_loan_id",
        "loan_id",
        unique=True,
        postgresql_where=text("lifted_on IS NULL"),
    ),
    schema=SCHEMA,
)
classification_change = Table(
    "classification_change",
    metadata,
    _ChangeColumns,
    CheckConstraint("former <> category", name="category"),
    schema=SCHEMA,
)

own_data(valuation, "institution_id")
own_data(revaluation, "institution_id")
platform_only(business_day, roll, vintage, why="the platform's own day")
shared(day_phase, why="how far a day's end is, is the same for all lenders")
kept_with_history(category_override, "category", "lifted_on", by_insert=True)
