"""Bodies of the screening API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.schemas import FourEyesBody
from rongqu.modules.compliance.screening.compare import Comparison, WordMatch
from rongqu.modules.compliance.screening.normal import Kind
from rongqu.modules.compliance.screening_types import Hit, HitStatus, ListVersion, Match, Subject

NameOf = Mapping[UserId, PersonName]


class NameBody(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    kind: Kind


class HitReasonBody(BaseModel):
    reason: str = Field(min_length=5, max_length=500)


class WordMatchBody(BaseModel):
    """One word and what it was taken for; none stands alone. `likeness` from 0 to 1."""

    asked: str | None
    listed: str | None
    likeness: float

    @classmethod
    def of(cls, match: WordMatch) -> Self:
        return cls(asked=match.left, listed=match.right, likeness=match.likeness)


class ComparisonBody(BaseModel):
    """Why the score is what it is, word by word."""

    score: float
    by_characters: bool
    words: list[WordMatchBody]

    @classmethod
    def of(cls, comparison: Comparison) -> Self:
        return cls(
            score=comparison.score,
            by_characters=comparison.by_characters,
            words=[WordMatchBody.of(each) for each in comparison.words],
        )


class ListMatchBody(BaseModel):
    source: str
    entry: str
    listed_name: str
    is_alias: bool
    program: str
    detail: str
    comparison: ComparisonBody

    @classmethod
    def of(cls, match: Match) -> Self:
        return cls(
            source=match.source,
            entry=match.listed.entry,
            listed_name=match.listed.name,
            is_alias=match.listed.is_alias,
            program=match.listed.program,
            detail=match.listed.detail,
            comparison=ComparisonBody.of(match.comparison),
        )


class CheckedNameBody(BaseModel):
    """`names_searched` 0: no list has been loaded, so nothing found says nothing."""

    names_searched: int
    matches: list[ListMatchBody]


class ListVersionBody(BaseModel):
    id: UUID
    source: str
    sha256: str
    entries: int
    names: int
    loaded_at: datetime
    superseded_at: datetime | None

    @classmethod
    def of(cls, version: ListVersion) -> Self:
        return cls(
            id=version.id,
            source=version.source,
            sha256=version.sha256,
            entries=version.entries,
            names=version.names,
            loaded_at=version.loaded_at,
            superseded_at=version.superseded_at,
        )


class ListVersionsBody(BaseModel):
    items: list[ListVersionBody]
    open_hits: int


class HitBody(BaseModel):
    """`about_name` is empty when the party is gone; a company's is shown in full."""

    id: UUID
    about: UUID
    about_kind: str
    about_name: str | None
    source: str
    entry: str
    listed_name: str
    program: str
    detail: str
    score_permille: int
    status: HitStatus
    opened_at: datetime
    decided_by_name: PersonNameField | None
    decided_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, hit: Hit, subject: Subject | None, names: NameOf) -> Self:
        return cls(
            id=hit.id,
            about=hit.about,
            about_kind=hit.about_kind,
            about_name=None if subject is None else shown_name(subject),
            source=hit.source,
            entry=hit.entry,
            listed_name=hit.listed_name,
            program=hit.program,
            detail=hit.detail,
            score_permille=hit.score_permille,
            status=hit.status,
            opened_at=hit.opened_at,
            decided_by_name=names.get(hit.decided_by) if hit.decided_by else None,
            decided_at=hit.decided_at,
            reason=hit.reason,
        )


class HitDetailBody(BaseModel):
    """`comparison` is made anew from today's name; a person's words are not laid open in it."""

    hit: HitBody
    comparison: ComparisonBody | None
    pending: FourEyesBody | None


def shown_name(subject: Subject) -> str:
    return subject.name.masked if subject.is_person else subject.name.reveal()


def find_subject(subjects: Sequence[Subject], about: UUID) -> Subject | None:
    return next((each for each in subjects if each.id == about), None)
