"""What is found out about an application on the spot, written down, and voted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money

VisitId = NewType("VisitId", UUID)
PhotoId = NewType("PhotoId", UUID)
BallotId = NewType("BallotId", UUID)


class VisitKind(StrEnum):
    SITE = "site"
    INTERVIEW = "interview"
    CALL = "call"


class Spoken(StrEnum):
    """With whom: by their part, not by name."""

    REPRESENTATIVE = "representative"
    FINANCE = "finance"
    STAFF = "staff"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    OTHER = "other"


class ItemResult(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class MemoSection(StrEnum):
    """In the order of the memo."""

    WISH = "wish"
    COMPANY = "company"
    FINANCE = "finance"
    BUSINESS = "business"
    CREDIT = "credit"
    VISITS = "visits"
    CHECKLIST = "checklist"
    RISKS = "risks"
    ADVICE = "advice"


class BallotStatus(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    REFUSED = "refused"


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An application as it came to review. `is_open`: it is being looked at."""

    application_id: ApplicationId
    institution_id: OrganisationId
    enterprise_id: EnterpriseId
    product_kind: str
    asked: Money | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """The caller makes the id: a retry from a phone without a line is harmless."""

    id: VisitId
    kind: VisitKind
    spoken_with: Spoken | None
    held_at: datetime
    place: str
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """When and where a picture was taken, as the device says; degrees of WGS 84, metres."""

    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    accuracy_m: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """`sha256` is of the file as it came; it is on record in the evidence log."""

    id: PhotoId
    visit_id: VisitId
    file_type: str
    size: int
    sha256: str
    storage_key: str
    stated: Stated
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    id: VisitId
    application_id: ApplicationId
    kind: VisitKind
    spoken_with: Spoken | None
    held_at: datetime
    place: str
    findings: str
    recorded_by: UserId
    recorded_at: datetime
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    item: str
    result: ItemResult
    note: str
    answered_by: UserId
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    version: int
    sections: Mapping[MemoSection, str]
    written_by: UserId
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    member_id: UserId
    choice: Choice
    reason: str
    cast_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBallot:
    """The caller makes the id. `members` with the chair among them."""

    id: BallotId
    amount: Money
    members: tuple[UserId, ...]
    chair_id: UserId
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """`memo_version` is what the members were given to read."""

    id: BallotId
    application_id: ApplicationId
    amount: Money
    question: str
    memo_version: int
    members: tuple[UserId, ...]
    chair_id: UserId
    quorum: int
    majority: Decimal
    status: BallotStatus
    called_by: UserId
    called_at: datetime
    ended_at: datetime | None
    votes: tuple[Vote, ...] = ()
