"""What happens after an investment. Parties hear of it: the issuer, and holders where said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    """Subject: the question. Parties: asker and issuer."""

    name = "aftercare.question_asked.v1"
    offering_id: UUID
    issuer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    name = "aftercare.question_answered.v1"
    offering_id: UUID
    asker_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingDocumentAdded(Event):
    """Subject: the document. Parties: issuer and holders."""

    name = "aftercare.document_added.v1"
    offering_id: UUID
    title: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsScheduled(Event):
    """Subject: the offering. Its issuer owes so many reports, the first until `first_due_on`."""

    name = "aftercare.reports_scheduled.v1"
    reports: int
    first_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDueSoon(Event):
    """Subject: the report. Party: the issuer."""

    name = "aftercare.report_due_soon.v1"
    offering_id: UUID
    title: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLate(Event):
    """Subject: the report. Parties: issuer and holders."""

    name = "aftercare.report_late.v1"
    offering_id: UUID
    title: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubmitted(Event):
    """Subject: the report. Parties: issuer and holders. `breaches` counts broken covenants."""

    name = "aftercare.report_submitted.v1"
    offering_id: UUID
    title: str
    ends_on: date
    breaches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantAgreed(Event):
    """Subject: the offering. In every quarter `measure` shall be `least` or more."""

    name = "aftercare.covenant_agreed.v1"
    measure: str
    least: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCalled(Event):
    """Subject: the ballot. Parties: issuer and holders, who vote until `closes_at`."""

    name = "aftercare.ballot_called.v1"
    offering_id: UUID
    title: str
    holders: int
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    """Subject: the ballot. Party: who voted. What was chosen is told with the outcome only."""

    name = "aftercare.vote_cast.v1"
    units: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotClosed(Event):
    """Subject: the ballot. Parties: issuer and holders. `chosen` None: nothing was decided."""

    name = "aftercare.ballot_closed.v1"
    offering_id: UUID
    title: str
    chosen: int | None
