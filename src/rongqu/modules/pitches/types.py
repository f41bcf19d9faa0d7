"""Frozen records and enums of pitches that cross its door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, UserId
from rongqu.kernel.money import Money

PlanId = NewType("PlanId", UUID)


class PlanType(StrEnum):
    """The value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class PlaceUnit(StrEnum):
    """What places count. A .docx has no pages of its own: its headings are counted."""

    PAGE = "page"
    SLIDE = "slide"
    CHAPTER = "chapter"


UNITS = {
    PlanType.PDF: PlaceUnit.PAGE,
    PlanType.DOCX: PlaceUnit.CHAPTER,
    PlanType.PPTX: PlaceUnit.SLIDE,
}


class PlanStatus(StrEnum):
    RECEIVED = "received"
    READ = "read"
    SCANNED = "scanned"
    """Pictures of pages: there is no text to read."""
    UNREADABLE = "unreadable"
    """The reader failed, or needed more time or memory than it may use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The text of one page, slide or chapter; `headings` are lines that are marked as such."""

    place: int
    headings: tuple[str, ...]
    text: str


class SectionKind(StrEnum):
    COMPANY = "company"
    PRODUCT = "product"
    MARKET = "market"
    COMPETITION = "competition"
    BUSINESS_MODEL = "business_model"
    MARKETING = "marketing"
    TEAM = "team"
    FINANCE = "finance"
    FUNDING = "funding"
    RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: SectionKind
    title: str
    place: int
    excerpt: str


class FigureKind(StrEnum):
    REVENUE = "revenue"
    NET_PROFIT = "net_profit"
    EMPLOYEES = "employees"
    AMOUNT_ASKED = "amount_asked"
    EQUITY_OFFERED = "equity_offered"


OF_A_YEAR = frozenset({FigureKind.REVENUE, FigureKind.NET_PROFIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigure:
    """`value` in yuan, people, or as a fraction, by its kind. `year` None: not said.
    `is_forecast`: it is expected, planned or hoped for."""

    kind: FigureKind
    value: Decimal
    year: int | None
    is_forecast: bool
    place: int
    quote: str


class Need(StrEnum):
    """What the money is for."""

    WORKING_CAPITAL = "working_capital"
    EQUIPMENT = "equipment"
    EXPANSION = "expansion"
    RESEARCH = "research"
    ORDERS = "orders"
    REFINANCING = "refinancing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """`words` are those of the text that spoke for it, most often first."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the rules for texts find: a promise of returns, an exaggeration."""

    rule: str
    severity: str
    excerpt: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Of the text, for likeness: all weights of a plan squared add up to 1."""

    word: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What was found in a plan."""

    places: int
    language: str
    sections: tuple[Section, ...]
    missing: tuple[SectionKind, ...]
    """Of those that readers expect."""
    figures: tuple[PlanFigure, ...]
    summary: tuple[Sentence, ...]
    industry: Classified | None
    need: Classified | None
    remarks: tuple[Remark, ...]


class FlagSource(StrEnum):
    DECLARED = "declared"
    """What the company has declared on the platform says otherwise."""
    PLAN = "plan"
    """Another place of the plan says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """`stated` at `place` of the plan is not `other`, which the source says; `gap` is the distance
    as a fraction of the other. `other_place` only within the plan."""

    kind: FigureKind
    source: FlagSource
    stated: Decimal
    other: Decimal
    gap: Decimal
    year: int | None
    place: int
    other_place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    id: PlanId
    enterprise_id: EnterpriseId
    name: str
    file_type: PlanType
    size: int
    sha256: str
    storage_key: str
    asked: Money | None
    """What the company says it wants, when it uploads."""
    status: PlanStatus
    digest: Digest | None
    flags: tuple[Flag, ...]
    uploaded_by: UserId
    uploaded_at: datetime
    read_at: datetime | None
    shown_at: datetime | None

    @property
    def unit(self) -> PlaceUnit:
        return UNITS[self.file_type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader brings back. `digest` only of what could be read."""

    status: PlanStatus
    digest: Digest | None = None
    terms: tuple[Term, ...] = field(default=())
