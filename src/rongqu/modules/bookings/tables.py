"""Tables of bookings; private to the room."""

from __future__ import annotations

from datetime import date, datetime
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
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, metadata

SCHEMA = "bookings"


class _FileColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID]
    name: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    handed_in_by: Named[UUID]
    handed_in_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _LineColumns(TypedColumns):
    """`key`: what the bank calls the payment; a lender's keys are booked once, in whichever file
    they come. Of a refused line anything may be missing; `cells` are what stood there."""

    file_id: Named[UUID] = Column(ForeignKey("bookings.file.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True)
    institution_id: Named[UUID]
    key: Named[str] = Column(Text)
    loan_number: Named[str] = Column(Text)
    loan_id: Named[UUID | None] = Column(ForeignKey("servicing.loan.id"))
    repayment_id: Named[UUID]
    currency: Named[str | None] = Column(CHAR(3))
    amount_minor: Named[int | None] = Column(BigInteger)
    paid_on: Named[date | None] = Column(Date)
    outcome: Named[str | None] = Column(Text)
    reason: Named[str | None] = Column(Text)
    cells: Named[list[str]] = Column(ARRAY(Text))


file = Table(
    "file",
    metadata,
    _FileColumns,
    CheckConstraint("status IN ('waiting', 'taking', 'done', 'withdrawn')", name="status"),
    CheckConstraint("(status IN ('done', 'withdrawn')) = (ended_at IS NOT NULL)", name="ended_at"),
    Index(None, "institution_id", "id"),
    Index(
        "uq_file_sha256",
        "institution_id",
        "sha256",
        unique=True,
        postgresql_where="status <> 'withdrawn'",
    ),
    Index("ix_file_taking", "id", postgresql_where="status = 'taking'"),
    schema=SCHEMA,
)
line = Table(
    "line",
    metadata,
    _LineColumns,
    CheckConstraint("outcome IN ('done', 'refused')", name="outcome"),
    CheckConstraint(
        "(outcome IS NOT DISTINCT FROM 'refused') = (reason IS NOT NULL)", name="reason"
    ),
    CheckConstraint(
        "outcome IS NOT DISTINCT FROM 'refused' OR (loan_id IS NOT NULL AND currency IS NOT NULL "
        "AND amount_minor > 0 AND paid_on IS NOT NULL)",
        name="whole",
    ),
    Index(
        "uq_line_key",
        "institution_id",
        "key",
        unique=True,
        postgresql_where="outcome IS DISTINCT FROM 'refused'",
    ),
    Index("ix_line_waiting", "file_id", "number", postgresql_where="outcome IS NULL"),
    schema=SCHEMA,
)

own_data(file, "institution_id")
follows(line, "file_id", file)
