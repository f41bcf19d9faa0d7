"""Tables of due diligence; private to the room. Visits, photos, memos and votes only grow."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CHAR,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "diligence"


class _CaseColumns(TypedColumns):
    application_id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID] = Column(index=True)
    enterprise_id: Named[UUID]
    product_kind: Named[str] = Column(Text)
    amount_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str | None] = Column(CHAR(3))
    is_open: Named[bool] = Column(Boolean)


def _of_case() -> Column[UUID]:
    return Column(ForeignKey("diligence.case_file.application_id"), index=True)


class _VisitColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = _of_case()
    kind: Named[str] = Column(Text)
    spoken_with: Named[str | None] = Column(Text)
    held_at: Named[datetime] = Column(Instant)
    place: Named[str] = Column(Text)
    findings: Named[str] = Column(Text)
    recorded_by: Named[UUID]
    recorded_at: Named[datetime] = Column(Instant)


class _PhotoColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    visit_id: Named[UUID] = Column(ForeignKey("diligence.visit.id"), index=True)
    file_type: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(CHAR(64))
    storage_key: Named[str] = Column(Text)
    taken_at: Named[datetime | None] = Column(Instant)
    latitude: Named[Decimal | None] = Column(Numeric(9, 6))
    longitude: Named[Decimal | None] = Column(Numeric(9, 6))
    accuracy_m: Named[int | None] = Column(Integer)
    received_at: Named[datetime] = Column(Instant)


class _AnswerColumns(TypedColumns):
    application_id: Named[UUID] = Column(
        ForeignKey("diligence.case_file.application_id"), primary_key=True
    )
    item: Named[str] = Column(Text, primary_key=True)
    result: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    answered_by: Named[UUID]
    answered_at: Named[datetime] = Column(Instant)


class _MemoColumns(TypedColumns):
    application_id: Named[UUID] = Column(
        ForeignKey("diligence.case_file.application_id"), primary_key=True
    )
    version: Named[int] = Column(SmallInteger, primary_key=True)
    sections: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    written_by: Named[UUID]
    written_at: Named[datetime] = Column(Instant)


class _BallotColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = _of_case()
    question: Named[str] = Column(Text)
    memo_version: Named[int] = Column(SmallInteger)
    members: Named[list[UUID]] = Column(ARRAY(Uuid))
    chair_id: Named[UUID]
    quorum: Named[int] = Column(SmallInteger)
    majority: Named[Decimal] = Column(Numeric)
    status: Named[str] = Column(Text)
    called_by: Named[UUID]
    called_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _VoteColumns(TypedColumns):
    ballot_id: Named[UUID] = Column(ForeignKey("diligence.ballot.id"), primary_key=True)
    member_id: Named[UUID] = Column(primary_key=True)
    choice: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    cast_at: Named[datetime] = Column(Instant)


case_file = Table("case_file", metadata, _CaseColumns, schema=SCHEMA)
visit = Table(
    "visit",
    metadata,
    _VisitColumns,
    CheckConstraint("kind IN ('site', 'interview', 'call')", name="kind"),
    schema=SCHEMA,
)
photo = Table(
    "photo",
    metadata,
    _PhotoColumns,
    CheckConstraint("file_type IN ('image/jpeg', 'image/png')", name="file_type"),
    CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
    CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    schema=SCHEMA,
)
answer = Table(
    "answer",
    metadata,
    _AnswerColumns,
    CheckConstraint("result IN ('passed', 'failed', 'not_applicable')", name="result"),
    schema=SCHEMA,
)
memo = Table("memo", metadata, _MemoColumns, schema=SCHEMA)
ballot = Table(
    "ballot",
    metadata,
    _BallotColumns,
    currency_check(),
    CheckConstraint("status IN ('open', 'passed', 'refused')", name="status"),
    CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    schema=SCHEMA,
)
Index(
    "uq_ballot_open_application_id",
    ballot.c.application_id,
    unique=True,
    postgresql_where=ballot.c.ended_at.is_(None),
)
vote = Table(
    "vote",
    metadata,
    _VoteColumns,
    CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
    schema=SCHEMA,
)

own_data(case_file, "institution_id")
for _table in (visit, answer, memo, ballot):
    follows(_table, "application_id", case_file, key="application_id")
follows(photo, "visit_id", visit)
follows(vote, "ballot_id", ballot)
