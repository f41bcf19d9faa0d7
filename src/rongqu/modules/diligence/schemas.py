"""Bodies of the API of due diligence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import GivenInstant, MoneyBody, PersonNameField
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.diligence.actions.answer_item import NewAnswer
from rongqu.modules.diligence.types import (
    Answer,
    Ballot,
    BallotId,
    BallotStatus,
    Choice,
    ItemResult,
    Memo,
    MemoSection,
    NewBallot,
    NewVisit,
    Photo,
    Spoken,
    Stated,
    Visit,
    VisitId,
    VisitKind,
    Vote,
)

NameOf = Mapping[UserId, PersonName]
Words = Annotated[str, Field(min_length=2, max_length=2_000)]
Place = Annotated[str, Field(min_length=2, max_length=200)]
SectionText = Annotated[str, Field(max_length=6_000)]


class StatedQuery(BaseModel):
    """When and where a picture was taken, as the device says: degrees of WGS 84, metres."""

    taken_at: GivenInstant | None = None
    latitude: Annotated[Decimal | None, Field(ge=-90, le=90, max_digits=12)] = None
    longitude: Annotated[Decimal | None, Field(ge=-180, le=180, max_digits=12)] = None
    accuracy_m: Annotated[int | None, Field(ge=0, le=1_000_000)] = None

    def to_stated(self) -> Stated:
        return Stated(
            taken_at=self.taken_at,
            latitude=self.latitude,
            longitude=self.longitude,
            accuracy_m=self.accuracy_m,
        )


class NewVisitBody(BaseModel):
    kind: VisitKind
    spoken_with: Spoken | None = None
    held_at: GivenInstant
    place: Place
    findings: Words

    def to_new(self, visit_id: VisitId) -> NewVisit:
        return NewVisit(
            id=visit_id,
            kind=self.kind,
            spoken_with=self.spoken_with,
            held_at=self.held_at,
            place=self.place,
            findings=self.findings,
        )


class VisitPhotoBody(BaseModel):
    """Time and place as the device said them; degrees as text."""

    id: UUID
    file_type: str
    size: int
    sha256: str
    taken_at: datetime | None
    latitude: str | None
    longitude: str | None
    accuracy_m: int | None
    received_at: datetime

    @classmethod
    def of(cls, photo: Photo) -> Self:
        stated = photo.stated
        return cls(
            id=photo.id,
            file_type=photo.file_type,
            size=photo.size,
            sha256=photo.sha256,
            taken_at=stated.taken_at,
            latitude=_degrees(stated.latitude),
            longitude=_degrees(stated.longitude),
            accuracy_m=stated.accuracy_m,
            received_at=photo.received_at,
        )


class VisitBody(BaseModel):
    id: UUID
    kind: VisitKind
    spoken_with: Spoken | None
    held_at: datetime
    place: str
    findings: str
    recorded_by_name: PersonNameField | None
    recorded_at: datetime
    photos: list[VisitPhotoBody]

    @classmethod
    def of(cls, visit: Visit, names: NameOf) -> Self:
        return cls(
            id=visit.id,
            kind=visit.kind,
            spoken_with=visit.spoken_with,
            held_at=visit.held_at,
            place=visit.place,
            findings=visit.findings,
            recorded_by_name=names.get(visit.recorded_by),
            recorded_at=visit.recorded_at,
            photos=[VisitPhotoBody.of(photo) for photo in visit.photos],
        )


class AnswerBody(BaseModel):
    result: ItemResult
    note: Annotated[str, Field(max_length=500)] = ""

    def to_new(self, item: str) -> NewAnswer:
        return NewAnswer(item=item, result=self.result, note=self.note)


class ChecklistItemBody(BaseModel):
    """`result` None: not looked at yet."""

    item: str
    result: ItemResult | None
    note: str
    answered_by_name: PersonNameField | None
    answered_at: datetime | None

    @classmethod
    def of(cls, item: str, answer: Answer | None, names: NameOf) -> Self:
        return cls(
            item=item,
            result=None if answer is None else answer.result,
            note="" if answer is None else answer.note,
            answered_by_name=None if answer is None else names.get(answer.answered_by),
            answered_at=None if answer is None else answer.answered_at,
        )


class MemoSectionsBody(BaseModel):
    """A first version from what is on record; nothing of it is kept yet."""

    sections: dict[MemoSection, SectionText]


class NewMemoBody(BaseModel):
    """`based_on`: the version that its author opened, 0 for the first."""

    based_on: Annotated[int, Field(ge=0)]
    sections: dict[MemoSection, SectionText]


class MemoBody(BaseModel):
    version: int
    sections: dict[MemoSection, str]
    written_by_name: PersonNameField | None
    written_at: datetime

    @classmethod
    def of(cls, memo: Memo, names: NameOf) -> Self:
        return cls(
            version=memo.version,
            sections=dict(memo.sections),
            written_by_name=names.get(memo.written_by),
            written_at=memo.written_at,
        )


class NewBallotBody(BaseModel):
    """`members` with the chair among them."""

    amount: MoneyBody
    members: Annotated[list[UUID], Field(min_length=1, max_length=15)]
    chair_id: UUID
    question: Words

    def to_new(self, ballot_id: BallotId) -> NewBallot:
        return NewBallot(
            id=ballot_id,
            amount=self.amount.to_money(),
            members=tuple(UserId(each) for each in self.members),
            chair_id=UserId(self.chair_id),
            question=self.question,
        )


class NewVoteBody(BaseModel):
    choice: Choice
    reason: Words


class VoteBody(BaseModel):
    """A member; `choice` None: has not voted yet."""

    member_id: UUID
    member_name: PersonNameField | None
    is_chair: bool
    choice: Choice | None
    reason: str | None
    cast_at: datetime | None

    @classmethod
    def of(cls, member_id: UserId, ballot: Ballot, vote: Vote | None, names: NameOf) -> Self:
        return cls(
            member_id=member_id,
            member_name=names.get(member_id),
            is_chair=member_id == ballot.chair_id,
            choice=None if vote is None else vote.choice,
            reason=None if vote is None else vote.reason,
            cast_at=None if vote is None else vote.cast_at,
        )


class BallotBody(BaseModel):
    id: UUID
    amount: MoneyBody
    question: str
    memo_version: int
    chair_id: UUID
    quorum: int
    majority: str
    status: BallotStatus
    called_at: datetime
    ended_at: datetime | None
    votes: list[VoteBody]

    @classmethod
    def of(cls, ballot: Ballot, names: NameOf) -> Self:
        cast = {vote.member_id: vote for vote in ballot.votes}
        return cls(
            id=ballot.id,
            amount=MoneyBody.of(ballot.amount),
            question=ballot.question,
            memo_version=ballot.memo_version,
            chair_id=ballot.chair_id,
            quorum=ballot.quorum,
            majority=f"{ballot.majority:f}",
            status=ballot.status,
            called_at=ballot.called_at,
            ended_at=ballot.ended_at,
            votes=[
                VoteBody.of(member, ballot, cast.get(member), names) for member in ballot.members
            ],
        )


class HouseMemberBody(BaseModel):
    """Of the lender: who could be a member of the committee."""

    user_id: UUID
    name: PersonNameField


class WorkbenchBody(BaseModel):
    """All that one page shows. `committee_above`: from this amount on a committee decides."""

    application_id: UUID
    product_kind: str
    asked: MoneyBody | None
    is_open: bool
    visits: list[VisitBody]
    checklist: list[ChecklistItemBody]
    memos: list[MemoBody]
    ballots: list[BallotBody]
    house: list[HouseMemberBody]
    committee_above: MoneyBody
    quorum: int


def _degrees(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
