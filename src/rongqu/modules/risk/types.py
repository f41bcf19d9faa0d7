"""What other rooms may hold of a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import (
    ApplicationId,
    DecisionId,
    EnterpriseId,
    ScoreId,
    StrategyId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.modules.risk.deciding import Outcome, Strategy


class Lane(StrEnum):
    """FIN-3: which way an application takes. No score at all is `MANUAL`, too."""

    FAST = "fast"
    NORMAL = "normal"
    MANUAL = "manual"


class ReasonDirection(StrEnum):
    UP = "+"
    DOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a feature did to the score: points above or below an average company.

    The words of `code` ("turnover_12m.up") are in locales/*/risk.json under `reason.`.
    """

    code: str
    feature: str
    direction: ReasonDirection
    points: int
    value: Decimal | None


HumanReviewId = NewType("HumanReviewId", UUID)


class ReviewOutcome(StrEnum):
    """What a person has found of what was decided."""

    UPHELD = "upheld"
    CHANGED = "changed"
    """It does not stand: from here on people decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Decisions of one outcome that people left or changed alike. `known`: those after which a loan
    has shown how it goes, `bad` of them badly."""

    outcome: Outcome
    changed: Outcome | None
    decisions: int
    known: int
    bad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanReview:
    """An enterprise's request that a person looks, and the answer."""

    id: HumanReviewId
    enterprise_id: EnterpriseId
    decision_id: DecisionId | None
    statement: str
    asked_at: datetime
    due_at: datetime
    late_told_at: datetime | None
    outcome: ReviewOutcome | None
    answer: str | None
    answered_by: UserId | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """With its inputs and the version of the model, so that it can be computed again."""

    id: ScoreId
    enterprise_id: EnterpriseId
    score: int
    grade: Grade
    lane: Lane
    reasons: tuple[Reason, ...]
    features: Mapping[str, Decimal]
    model_number: int
    model_version: str
    chance: float
    """Of default, as the model states it."""
    computed_at: datetime
    data_through: date
    """Day of the last invoice it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an enterprise stands now: its latest score, or why there is none."""

    enterprise_id: EnterpriseId
    score: Score | None
    months_seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLimit:
    """FIN-8. What is not known is None; then there is no `amount`, and a person has to look."""

    grade: Grade | None
    by_grade: Money | None
    by_net_assets: Money | None

    @property
    def amount(self) -> Money | None:
        if self.by_grade is None or self.by_net_assets is None:
            return None
        return min(self.by_grade, self.by_net_assets)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePolicy:
    """From the policy pack: bands of grades (best first), and the two lines of the lanes."""

    fast_from: Decimal
    manual_below: Decimal
    grade_from: tuple[tuple[Grade, Decimal], ...]
    months_needed: int


ADOPT_STRATEGY = "risk.adopt_strategy"
"""The stored command; `handlers.py` says what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyWish:
    """A strategy as a document that is well formed, and its first day."""

    document: dict[str, Any]
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStrategy:
    """A version of the strategy. Number 0 comes with the platform and is nobody's wish."""

    id: StrategyId
    number: int
    strategy: Strategy
    valid_from: date
    reason: str
    asked_by: UserId
    asked_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    outcome: Outcome
    reason: str
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """With all that it rested on, so that it can be played again to the same result."""

    id: DecisionId
    enterprise_id: EnterpriseId
    application_id: ApplicationId | None
    score_id: ScoreId | None
    strategy_number: int
    outcome: Outcome
    reasons: tuple[str, ...]
    facts: Mapping[str, Decimal]
    decided_at: datetime
    override: Override | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is to be decided about. `application_id` None: an officer tries something out."""

    enterprise_id: EnterpriseId
    application_id: ApplicationId | None
    asked: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many past decisions a strategy would turn from one outcome to another."""

    before: Outcome
    after: Outcome
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerSpread:
    """A feature among companies of one industry: a quarter, half, three quarters lie below."""

    feature: str
    lower: Decimal
    middle: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """`industry` is the code they share: their own, or its section where that has too few."""

    industry: str
    count: int
    spreads: tuple[PeerSpread, ...]
