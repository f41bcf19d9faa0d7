"""What risk tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreComputed(Event):
    """The subject is the enterprise; `grade` is A to E, `lane` fast, normal or manual."""

    name = "risk.score_computed.v1"
    score_id: UUID
    score: int
    grade: str
    lane: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWithheld(Event):
    """There was too little to go by: a person has to look, nothing is guessed."""

    name = "risk.score_withheld.v1"
    reason_code: str
    months_seen: int
    months_needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SightGranted(Event):
    """By applying, an enterprise lets an institution see its score."""

    name = "risk.sight_granted.v1"
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyApproved(Event):
    """Subject: the strategy; decisions follow it from `valid_from` on."""

    name = "risk.strategy_approved.v1"
    number: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided(Event):
    """The subject is the enterprise; `outcome` fast, normal, refer or refuse."""

    name = "risk.case_decided.v1"
    decision_id: UUID
    outcome: str
    strategy_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOverridden(ChangeEvent):
    """The subject is the enterprise. A person has decided otherwise, with a reason on record."""

    name = "risk.decision_overridden.v1"
    decision_id: UUID
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanReviewAsked(Event):
    """The subject is the enterprise, which wants a person to look; until `due_at` one answers."""

    name = "risk.human_review_asked.v1"
    review_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanReviewAnswered(Event):
    """The subject is the enterprise; `outcome` upheld or changed."""

    name = "risk.human_review_answered.v1"
    review_id: UUID
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanReviewLate(Event):
    """The subject is the enterprise, whose answer is overdue."""

    name = "risk.human_review_late.v1"
    review_id: UUID
    due_at: datetime
