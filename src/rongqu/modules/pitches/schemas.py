"""Bodies of the API of pitches."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.pitches.types import (
    Classified,
    Digest,
    FigureKind,
    Flag,
    FlagSource,
    Need,
    PlaceUnit,
    Plan,
    PlanFigure,
    PlanStatus,
    PlanType,
    Remark,
    SectionKind,
)


class PlanSectionBody(BaseModel):
    kind: SectionKind
    title: str
    place: int
    excerpt: str


class PlanFigureBody(BaseModel):
    """`value` in yuan, people, or as a fraction, by its kind."""

    kind: FigureKind
    value: str
    year: int | None
    is_forecast: bool
    place: int
    quote: str

    @classmethod
    def of(cls, figure: PlanFigure) -> Self:
        return cls(
            kind=figure.kind,
            value=_plain(figure.value),
            year=figure.year,
            is_forecast=figure.is_forecast,
            place=figure.place,
            quote=figure.quote,
        )


class PlanSentenceBody(BaseModel):
    text: str
    place: int


class PlanRemarkBody(BaseModel):
    """`rule` and `severity` as in a review of a contract."""

    rule: str
    severity: str
    excerpt: str
    place: int

    @classmethod
    def of(cls, remark: Remark) -> Self:
        return cls(
            rule=remark.rule,
            severity=remark.severity,
            excerpt=remark.excerpt,
            place=remark.place,
        )


class PlanClassBody(BaseModel):
    """`words` of the plan that spoke for it."""

    code: str
    words: list[str]

    @classmethod
    def of(cls, classified: Classified | None) -> Self | None:
        if classified is None:
            return None
        return cls(code=classified.code, words=list(classified.words))


class PlanNeedBody(BaseModel):
    code: Need
    words: list[str]


class PlanFlagBody(BaseModel):
    """`stated` in the plan, `other` by the source; `gap` as a fraction of the other."""

    kind: FigureKind
    source: FlagSource
    stated: str
    other: str
    gap: str
    year: int | None
    place: int
    other_place: int | None

    @classmethod
    def of(cls, flag: Flag) -> Self:
        return cls(
            kind=flag.kind,
            source=flag.source,
            stated=_plain(flag.stated),
            other=_plain(flag.other),
            gap=_plain(flag.gap),
            year=flag.year,
            place=flag.place,
            other_place=flag.other_place,
        )


class PlanDigestBody(BaseModel):
    places: int
    language: str
    sections: list[PlanSectionBody]
    missing: list[SectionKind]
    figures: list[PlanFigureBody]
    summary: list[PlanSentenceBody]
    industry: PlanClassBody | None
    need: PlanNeedBody | None
    remarks: list[PlanRemarkBody]

    @classmethod
    def of(cls, digest: Digest) -> Self:
        need = digest.need
        return cls(
            places=digest.places,
            language=digest.language,
            sections=[
                PlanSectionBody(
                    kind=each.kind, title=each.title, place=each.place, excerpt=each.excerpt
                )
                for each in digest.sections
            ],
            missing=list(digest.missing),
            figures=[PlanFigureBody.of(each) for each in digest.figures],
            summary=[PlanSentenceBody(text=it.text, place=it.place) for it in digest.summary],
            industry=PlanClassBody.of(digest.industry),
            need=None if need is None else PlanNeedBody(code=Need(need.code), words=[*need.words]),
            remarks=[PlanRemarkBody.of(each) for each in digest.remarks],
        )


class PlanLineBody(BaseModel):
    id: UUID
    enterprise_id: UUID
    enterprise_name: str | None
    name: str
    file_type: PlanType
    size: int
    asked: MoneyBody | None
    status: PlanStatus
    industry: str | None
    need: Need | None
    flags: int
    """How many contradictions were found."""
    uploaded_at: datetime
    shown_at: datetime | None

    @classmethod
    def of(cls, plan: Plan, enterprise_name: str | None) -> Self:
        digest = plan.digest
        return cls(
            id=plan.id,
            enterprise_id=plan.enterprise_id,
            enterprise_name=enterprise_name,
            name=plan.name,
            file_type=plan.file_type,
            size=plan.size,
            asked=None if plan.asked is None else MoneyBody.of(plan.asked),
            status=plan.status,
            industry=None if digest is None or digest.industry is None else digest.industry.code,
            need=None if digest is None or digest.need is None else Need(digest.need.code),
            flags=len(plan.flags),
            uploaded_at=plan.uploaded_at,
            shown_at=plan.shown_at,
        )


class PlanBody(BaseModel):
    line: PlanLineBody
    unit: PlaceUnit
    digest: PlanDigestBody | None
    contradictions: list[PlanFlagBody]
    is_own: bool

    @classmethod
    def of(cls, plan: Plan, line: PlanLineBody, *, is_own: bool) -> Self:
        return cls(
            line=line,
            unit=plan.unit,
            digest=None if plan.digest is None else PlanDigestBody.of(plan.digest),
            contradictions=[PlanFlagBody.of(each) for each in plan.flags],
            is_own=is_own,
        )


class AlikePlanBody(BaseModel):
    """`likeness` between 0 and 1."""

    plan: PlanLineBody
    likeness: str


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
