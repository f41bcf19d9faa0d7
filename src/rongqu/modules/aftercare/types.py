"""Frozen records and enums of aftercare that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.files import FileType
from rongqu.kernel.ids import DocumentId, OfferingId, OrganisationId
from rongqu.kernel.money import Money

QuestionId = NewType("QuestionId", UUID)
ReportId = NewType("ReportId", UUID)
BallotId = NewType("BallotId", UUID)


class Measure(StrEnum):
    """What an issuer reports of a quarter, and promises not to let fall."""

    REVENUE = "revenue"
    NET_PROFIT = "net_profit"
    CASH = "cash"


class OfferingDocumentKind(StrEnum):
    """What a paper of an offering is."""

    PROSPECTUS = "prospectus"
    FINANCIALS = "financials"
    LEGAL_OPINION = "legal_opinion"
    VALUATION = "valuation"
    RATING = "rating"
    TERM_SHEET = "term_sheet"
    CAP_TABLE = "cap_table"
    CONTRACT = "contract"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingDocument:
    """Never changed and never taken back: a newer one stands beside it."""

    id: DocumentId
    offering_id: OfferingId
    issuer_id: OrganisationId
    kind: OfferingDocumentKind
    name: str
    file_type: FileType
    size: int
    sha256: str
    storage_key: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: QuestionId
    offering_id: OfferingId
    issuer_id: OrganisationId
    asker_id: OrganisationId
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Of the quarter that ends on `ends_on`; owed until `due_on`."""

    id: ReportId
    offering_id: OfferingId
    issuer_id: OrganisationId
    ends_on: date
    due_on: date
    text: str | None
    figures: Mapping[Measure, Money]
    submitted_at: datetime | None
    reminded_at: datetime | None
    late_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covenant:
    """In every quarter `measure` is `least` or more."""

    offering_id: OfferingId
    measure: Measure
    least: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    report_id: ReportId
    measure: Measure
    least: Money
    actual: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`tally`: units for each option; `chosen` None: too few took part, or two are ahead alike."""

    tally: tuple[int, ...]
    chosen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """`units` of all who may vote, as they held when it was called. What others chose is told only
    with the outcome."""

    id: BallotId
    offering_id: OfferingId
    issuer_id: OrganisationId
    question: str
    options: tuple[str, ...]
    units: Money
    quorum: Decimal
    called_at: datetime
    closes_at: datetime
    outcome: Outcome | None
    own_units: Money | None
    own_choice: int | None
