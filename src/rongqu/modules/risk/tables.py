"""Tables of risk; private to the room. A score is written once and never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, lets_in, own_data, shared
from rongqu.infra.tables import Instant, metadata


class _ScoreColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    score: Named[int] = Column(SmallInteger)
    grade: Named[str] = Column(Text)
    lane: Named[str] = Column(Text)
    reasons: Named[list[Any]] = Column(JSONB[list[Any]]())
    features: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    model_number: Named[int]
    model_version: Named[str] = Column(Text)
    chance: Named[float] = Column(Double)
    computed_at: Named[datetime] = Column(Instant)
    data_through: Named[date]


class _StandingColumns(TypedColumns):
    """One row an enterprise: its latest score, and what peers are found by."""

    enterprise_id: Named[UUID] = Column(primary_key=True)
    score_id: Named[UUID | None] = Column(ForeignKey("risk.score.id"))
    months_seen: Named[int] = Column(SmallInteger)
    industry_section: Named[str] = Column(Text)
    industry: Named[str] = Column(Text)


class _SightColumns(TypedColumns):
    """By applying, an enterprise lets the institution see its score."""

    enterprise_id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID] = Column(primary_key=True)
    since: Named[datetime] = Column(Instant)


class _StrategyColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    number: Named[int]
    document: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    valid_from: Named[date]
    reason: Named[str] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID]
    decided_at: Named[datetime] = Column(Instant)


class _DecisionColumns(TypedColumns):
    """Every decision with its facts; written once."""

    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    application_id: Named[UUID | None]
    score_id: Named[UUID | None] = Column(ForeignKey("risk.score.id"))
    strategy_number: Named[int]
    outcome: Named[str] = Column(Text)
    reasons: Named[list[Any]] = Column(JSONB[list[Any]]())
    facts: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    decided_at: Named[datetime] = Column(Instant)


class _OverrideColumns(TypedColumns):
    decision_id: Named[UUID] = Column(ForeignKey("risk.decision.id"), primary_key=True)
    outcome: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    by: Named[UUID]
    at: Named[datetime] = Column(Instant)


class _HumanReviewColumns(TypedColumns):
    """`score_id` and `decision_id` are the latest when it was asked for."""

    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    decision_id: Named[UUID | None] = Column(ForeignKey("risk.decision.id"))
    score_id: Named[UUID | None] = Column(ForeignKey("risk.score.id"))
    statement: Named[str] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    due_at: Named[datetime] = Column(Instant)
    late_told_at: Named[datetime | None] = Column(Instant)
    outcome: Named[str | None] = Column(Text)
    answer: Named[str | None] = Column(Text)
    answered_by: Named[UUID | None]
    answered_at: Named[datetime | None] = Column(Instant)


OUTCOMES = "outcome IN ('fast', 'normal', 'refer', 'refuse')"

score = Table(
    "score",
    metadata,
    _ScoreColumns,
    Index(None, "enterprise_id", "id"),
    CheckConstraint("score BETWEEN 300 AND 850", name="score"),
    CheckConstraint("grade IN ('A', 'B', 'C', 'D', 'E')", name="grade"),
    CheckConstraint("lane IN ('fast', 'normal', 'manual')", name="lane"),
    schema="risk",
)
standing = Table(
    "standing",
    metadata,
    _StandingColumns,
    Index(None, "industry_section", "industry"),
    schema="risk",
)
sight = Table("sight", metadata, _SightColumns, schema="risk")
strategy = Table(
    "strategy",
    metadata,
    _StrategyColumns,
    Index(None, "number", unique=True),
    CheckConstraint("decided_by <> asked_by", name="four_eyes"),
    schema="risk",
)
decision = Table(
    "decision",
    metadata,
    _DecisionColumns,
    Index(None, "enterprise_id", "id"),
    Index(None, "application_id", unique=True),
    CheckConstraint(OUTCOMES, name="outcome"),
    schema="risk",
)
override = Table(
    "override",
    metadata,
    _OverrideColumns,
    CheckConstraint(OUTCOMES, name="outcome"),
    schema="risk",
)

human_review = Table(
    "human_review",
    metadata,
    _HumanReviewColumns,
    CheckConstraint("outcome IN ('upheld', 'changed')", name="outcome"),
    CheckConstraint("(answered_at IS NULL) = (outcome IS NULL)", name="answered"),
    Index(
        "uq_human_review_open",
        "enterprise_id",
        unique=True,
        postgresql_where="answered_at IS NULL",
    ),
    Index(None, "enterprise_id", "id"),
    Index(None, "due_at", postgresql_where="answered_at IS NULL AND late_told_at IS NULL"),
    schema="risk",
)

own_data(score, "enterprise_id", opened=True)
own_data(standing, "enterprise_id", opened=True)
own_data(sight, "enterprise_id", "institution_id")
lets_in(sight, "enterprise_id", "institution_id")
own_data(decision, "enterprise_id", opened=True)
follows(override, "decision_id", decision)
own_data(human_review, "enterprise_id")
shared(strategy, why="by which rules is decided may be read by whoever reviews")
kept_with_history(override, "outcome", by_insert=True)
