"""What risk tells."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

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
