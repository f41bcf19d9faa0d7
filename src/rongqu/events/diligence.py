"""What due diligence tells the world. The applicant is no party: what is found is the lender's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """The subject of each of these is the application."""

    name = "diligence.case_opened.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecorded(Event):
    name = "diligence.visit_recorded.v1"
    visit_id: UUID
    kind: str
    held_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTaken(Event):
    """`sha256` of the picture as it came; `taken_at` as the device says."""

    name = "diligence.photo_taken.v1"
    visit_id: UUID
    photo_id: UUID
    sha256: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswered(Event):
    name = "diligence.item_answered.v1"
    item: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoSaved(Event):
    name = "diligence.memo_saved.v1"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeCalled(Event):
    name = "diligence.committee_called.v1"
    ballot_id: UUID
    amount: Money
    members: tuple[UUID, ...]
    memo_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    """By the actor of this event."""

    name = "diligence.vote_cast.v1"
    ballot_id: UUID
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotClosed(Event):
    name = "diligence.ballot_closed.v1"
    ballot_id: UUID
    is_passed: bool
    amount: Money
