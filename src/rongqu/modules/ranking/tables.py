"""Tables of ranking. Private to the room."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import own_data, shared
from rongqu.infra.tables import Instant, metadata

SCHEMA = "ranking"


class _RankingColumns(TypedColumns):
    """`trees` and `figures` as `storing.py` writes them."""

    id: Named[UUID] = Column(primary_key=True)
    number: Named[int] = Column(Integer, unique=True)
    trees: Named[list[Any]] = Column(JSONB[list[Any]]())
    figures: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    made_at: Named[datetime] = Column(Instant)


class _ExperimentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    number: Named[int] = Column(Integer, ForeignKey("ranking.ranking.number"))
    share: Named[Decimal] = Column(Numeric)
    asked_by: Named[UUID]
    approved_by: Named[UUID]
    started_at: Named[datetime] = Column(Instant)
    stopped_at: Named[datetime | None] = Column(Instant)
    stop_code: Named[str | None] = Column(Text)
    stop_reason: Named[str | None] = Column(Text)


class _ShowingColumns(TypedColumns):
    """What a company saw first of a wish on a day. `offers` in the order of the rules, each with
    the place where it was shown."""

    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    shown_on: Named[date] = Column(Date)
    wish: Named[str] = Column(Text)
    priority: Named[str | None] = Column(Text)
    experiment_id: Named[UUID | None] = Column(ForeignKey("ranking.experiment.id"))
    arm: Named[str] = Column(Text)
    offers: Named[list[Any]] = Column(JSONB[list[Any]]())
    shown_at: Named[datetime] = Column(Instant)


class _OutcomeColumns(TypedColumns):
    """What became of an application, with the list that it came from where one is known. News may
    come in any order: of which product it is may be heard last."""

    application_id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    product_id: Named[UUID | None]
    showing_id: Named[UUID | None] = Column(ForeignKey("ranking.showing.id"))
    opened_at: Named[datetime | None] = Column(Instant)
    applied_at: Named[datetime | None] = Column(Instant)
    approved_at: Named[datetime | None] = Column(Instant)
    refused_at: Named[datetime | None] = Column(Instant)
    funded_at: Named[datetime | None] = Column(Instant)


ranking = Table("ranking", metadata, _RankingColumns, schema=SCHEMA)
experiment = Table(
    "experiment",
    metadata,
    _ExperimentColumns,
    CheckConstraint("share > 0 AND share <= 1", name="share"),
    CheckConstraint("asked_by <> approved_by", name="four_eyes"),
    CheckConstraint("(stopped_at IS NULL) = (stop_code IS NULL)", name="stop_code"),
    Index(None, "number"),
    Index(
        "uq_experiment_running",
        "stopped_at",
        unique=True,
        postgresql_where="stopped_at IS NULL",
        postgresql_nulls_not_distinct=True,
    ),
    schema=SCHEMA,
)
showing = Table(
    "showing",
    metadata,
    _ShowingColumns,
    CheckConstraint("arm IN ('rules', 'learned')", name="arm"),
    CheckConstraint("arm = 'rules' OR experiment_id IS NOT NULL", name="experiment_id"),
    Index(None, "enterprise_id", "shown_on", "wish", unique=True),
    Index(None, "experiment_id"),
    schema=SCHEMA,
)
outcome = Table("outcome", metadata, _OutcomeColumns, Index(None, "showing_id"), schema=SCHEMA)

shared(ranking, experiment, why="how offers are ordered is the platform's, and the same for all")
own_data(showing, "enterprise_id")
own_data(outcome, "enterprise_id")
