"""Tables of aftercare. Private to the room."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
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
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import changed_too_by, follows, own_data
from rongqu.infra.tables import Instant, currency_check, metadata

SCHEMA = "aftercare"
MEASURES = "measure IN ('revenue', 'net_profit', 'cash')"


class _QuestionColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID]
    issuer_id: Named[UUID]
    asker_id: Named[UUID]
    asked_by: Named[UUID]
    text: Named[str] = Column(Text)
    asked_at: Named[datetime] = Column(Instant)
    answer: Named[str | None] = Column(Text)
    answered_by: Named[UUID | None]
    answered_at: Named[datetime | None] = Column(Instant)


class _DocumentColumns(TypedColumns):
    """Append-only: who has ordered can show what was to be read then."""

    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID]
    issuer_id: Named[UUID]
    kind: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    file_type: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(Text)
    storage_key: Named[str] = Column(Text)
    added_by: Named[UUID]
    added_at: Named[datetime] = Column(Instant)


class _ReportColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID]
    issuer_id: Named[UUID]
    ends_on: Named[date] = Column(Date)
    due_on: Named[date] = Column(Date)
    currency: Named[str] = Column(CHAR(3))
    text: Named[str | None] = Column(Text)
    figures: Named[dict[str, int] | None] = Column(JSONB[dict[str, int]](none_as_null=True))
    submitted_by: Named[UUID | None]
    submitted_at: Named[datetime | None] = Column(Instant)
    reminded_at: Named[datetime | None] = Column(Instant)
    late_at: Named[datetime | None] = Column(Instant)


class _CovenantColumns(TypedColumns):
    offering_id: Named[UUID] = Column(primary_key=True)
    measure: Named[str] = Column(Text, primary_key=True)
    issuer_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    least_minor: Named[int] = Column(BigInteger)
    agreed_by: Named[UUID]
    agreed_at: Named[datetime] = Column(Instant)


class _BreachColumns(TypedColumns):
    report_id: Named[UUID] = Column(ForeignKey("aftercare.report.id"), primary_key=True)
    measure: Named[str] = Column(Text, primary_key=True)
    currency: Named[str] = Column(CHAR(3))
    least_minor: Named[int] = Column(BigInteger)
    actual_minor: Named[int] = Column(BigInteger)


class _BallotColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID]
    issuer_id: Named[UUID]
    question: Named[str] = Column(Text)
    options: Named[list[str]] = Column(ARRAY(Text))
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    quorum: Named[Decimal] = Column(Numeric)
    called_by: Named[UUID]
    called_at: Named[datetime] = Column(Instant)
    closes_at: Named[datetime] = Column(Instant)
    closed_at: Named[datetime | None] = Column(Instant)
    tally: Named[list[int] | None] = Column(ARRAY(BigInteger))
    chosen: Named[int | None] = Column(SmallInteger)


class _VoteColumns(TypedColumns):
    """One for each who held some of it when the ballot was called; cast or not. What is counted
    cannot be cast any more."""

    ballot_id: Named[UUID] = Column(ForeignKey("aftercare.ballot.id"), primary_key=True)
    investor_id: Named[UUID] = Column(primary_key=True)
    units_minor: Named[int] = Column(BigInteger)
    choice: Named[int | None] = Column(SmallInteger)
    cast_by: Named[UUID | None]
    cast_at: Named[datetime | None] = Column(Instant)
    is_counted: Named[bool]


question = Table(
    "question",
    metadata,
    _QuestionColumns,
    CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at"),
    Index(None, "offering_id", "id"),
    schema=SCHEMA,
)
document = Table(
    "document",
    metadata,
    _DocumentColumns,
    CheckConstraint("size > 0", name="size"),
    Index(None, "offering_id", "id"),
    schema=SCHEMA,
)
report = Table(
    "report",
    metadata,
    _ReportColumns,
    currency_check(),
    CheckConstraint("(figures IS NULL) = (submitted_at IS NULL)", name="submitted_at"),
    Index(None, "offering_id", "ends_on", unique=True),
    Index(None, "due_on", postgresql_where="submitted_at IS NULL"),
    schema=SCHEMA,
)
covenant = Table(
    "covenant",
    metadata,
    _CovenantColumns,
    currency_check(),
    CheckConstraint(MEASURES, name="measure"),
    schema=SCHEMA,
)
breach = Table(
    "breach",
    metadata,
    _BreachColumns,
    currency_check(),
    CheckConstraint(MEASURES, name="measure"),
    CheckConstraint("actual_minor < least_minor", name="actual_minor"),
    schema=SCHEMA,
)
ballot = Table(
    "ballot",
    metadata,
    _BallotColumns,
    currency_check(),
    CheckConstraint("units_minor > 0", name="units_minor"),
    CheckConstraint("(tally IS NULL) = (closed_at IS NULL)", name="closed_at"),
    Index(None, "offering_id", "id"),
    Index(None, "closes_at", postgresql_where="closed_at IS NULL"),
    schema=SCHEMA,
)
vote = Table(
    "vote",
    metadata,
    _VoteColumns,
    CheckConstraint("units_minor > 0", name="units_minor"),
    CheckConstraint("(choice IS NULL) = (cast_at IS NULL)", name="cast_at"),
    schema=SCHEMA,
)

own_data(question, "asker_id", "issuer_id", read_by_all=True)
for _part in (document, report, covenant, ballot):
    own_data(_part, "issuer_id", read_by_all=True)
follows(breach, "report_id", report)
own_data(vote, "investor_id")
changed_too_by(vote, "ballot_id", ballot, "id", "issuer_id")
