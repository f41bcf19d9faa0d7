"""Read tables of insight; private to the room, made from events."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.row_security import platform_only
from rongqu.infra.tables import Instant, currency_check, metadata


class _PlaceColumns(TypedColumns):
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    product_kind: Named[str] = Column(Text)
    province: Named[str] = Column(CHAR(2))
    industry: Named[str] = Column(Text)


class _ApplicationColumns(_PlaceColumns):
    id: Named[UUID] = Column(primary_key=True)
    amount_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    stage: Named[str] = Column(Text)
    month: Named[date | None] = Column(Date)
    submitted_at: Named[datetime | None] = Column(Instant)
    decided_at: Named[datetime | None] = Column(Instant)


class _StageColumns(TypedColumns):
    application_id: Named[UUID] = Column(primary_key=True)
    stage: Named[str] = Column(Text, primary_key=True)
    reached_at: Named[datetime] = Column(Instant)


class _LoanColumns(_PlaceColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID]
    principal_minor: Named[int] = Column(BigInteger)
    outstanding_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    month: Named[date] = Column(Date)
    opened_on: Named[date] = Column(Date)
    bucket: Named[str] = Column(Text)
    days_past_due: Named[int] = Column(Integer)
    closed_on: Named[date | None] = Column(Date)


application = Table(
    "application",
    metadata,
    _ApplicationColumns,
    currency_check(),
    Index(None, "month", "province"),
    schema="insight",
)
stage_reached = Table("stage_reached", metadata, _StageColumns, schema="insight")
loan = Table(
    "loan",
    metadata,
    _LoanColumns,
    currency_check(),
    CheckConstraint(
        "bucket IN ('current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus')", name="bucket"
    ),
    Index(None, "month", "province"),
    Index(None, "bucket"),
    schema="insight",
)

platform_only(application, stage_reached, loan, why="the cockpit is the platform's own")
