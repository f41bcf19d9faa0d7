"""Bodies of the API of aftercare."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import GivenInstant, MoneyBody
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.aftercare.actions.ask_question import NewQuestion
from rongqu.modules.aftercare.actions.call_ballot import NewBallot
from rongqu.modules.aftercare.actions.submit_report import Submission
from rongqu.modules.aftercare.types import (
    Ballot,
    BallotId,
    Breach,
    Covenant,
    Measure,
    OfferingDocument,
    OfferingDocumentKind,
    Question,
    QuestionId,
    Report,
    ReportId,
)

Words = Annotated[str, Field(min_length=2, max_length=2000)]


class NewQuestionBody(BaseModel):
    id: UUID
    text: Words

    def to_new(self, offering_id: UUID) -> NewQuestion:
        return NewQuestion(
            id=QuestionId(self.id), offering_id=OfferingId(offering_id), text=self.text
        )


class AnswerBody(BaseModel):
    text: Words


class NewCovenantBody(BaseModel):
    measure: Measure
    least: MoneyBody

    def to_covenant(self, offering_id: UUID) -> Covenant:
        return Covenant(
            offering_id=OfferingId(offering_id), measure=self.measure, least=self.least.to_money()
        )


class SubmissionBody(BaseModel):
    text: Annotated[str, Field(min_length=10, max_length=10_000)]
    revenue: MoneyBody
    net_profit: MoneyBody
    cash: MoneyBody

    def to_submission(self, report_id: UUID) -> Submission:
        return Submission(
            report_id=ReportId(report_id),
            text=self.text,
            figures={
                Measure.REVENUE: self.revenue.to_money(),
                Measure.NET_PROFIT: self.net_profit.to_money(),
                Measure.CASH: self.cash.to_money(),
            },
        )


class NewHolderBallotBody(BaseModel):
    id: UUID
    question: Words
    options: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=10)
    ]
    closes_at: GivenInstant

    def to_new(self, offering_id: UUID) -> NewBallot:
        return NewBallot(
            id=BallotId(self.id),
            offering_id=OfferingId(offering_id),
            question=self.question,
            options=tuple(self.options),
            closes_at=self.closes_at,
        )


class HolderVoteBody(BaseModel):
    choice: Annotated[int, Field(ge=0, le=10)]


class OfferingDocumentBody(BaseModel):
    id: UUID
    kind: OfferingDocumentKind
    name: str
    file_type: FileType
    size: int
    sha256: str
    added_at: datetime

    @classmethod
    def of(cls, document: OfferingDocument) -> Self:
        return cls(
            id=document.id,
            kind=document.kind,
            name=document.name,
            file_type=document.file_type,
            size=document.size,
            sha256=document.sha256,
            added_at=document.added_at,
        )


class OfferingQuestionBody(BaseModel):
    """Who has asked is not told; `is_own` says that it was the reader."""

    id: UUID
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    is_own: bool

    @classmethod
    def of(cls, question: Question, own: OrganisationId) -> Self:
        return cls(
            id=question.id,
            text=question.text,
            asked_at=question.asked_at,
            answer=question.answer,
            answered_at=question.answered_at,
            is_own=question.asker_id == own,
        )


class CovenantBody(BaseModel):
    measure: Measure
    least: MoneyBody


class BreachBody(BaseModel):
    measure: Measure
    least: MoneyBody
    actual: MoneyBody


class IssuerReportBody(BaseModel):
    id: UUID
    ends_on: date
    due_on: date
    is_late: bool
    text: str | None
    figures: dict[Measure, MoneyBody]
    submitted_at: datetime | None
    breaches: list[BreachBody]

    @classmethod
    def of(cls, report: Report, breaches: tuple[Breach, ...], today: date) -> Self:
        return cls(
            id=report.id,
            ends_on=report.ends_on,
            due_on=report.due_on,
            is_late=report.submitted_at is None and report.due_on < today,
            text=report.text,
            figures={name: MoneyBody.of(value) for name, value in report.figures.items()},
            submitted_at=report.submitted_at,
            breaches=[
                BreachBody(
                    measure=each.measure,
                    least=MoneyBody.of(each.least),
                    actual=MoneyBody.of(each.actual),
                )
                for each in breaches
                if each.report_id == report.id
            ],
        )


class HolderBallotBody(BaseModel):
    """`tally`: principal for each option, once it is closed. `chosen` null with a tally: nothing
    was decided. `own_units` null: the reader has no vote."""

    id: UUID
    question: str
    options: list[str]
    units: MoneyBody
    quorum: str
    closes_at: datetime
    is_closed: bool
    tally: list[MoneyBody]
    chosen: int | None
    own_units: MoneyBody | None
    own_choice: int | None

    @classmethod
    def of(cls, ballot: Ballot, now: datetime) -> Self:
        outcome, currency = ballot.outcome, ballot.units.currency
        tally = () if outcome is None else outcome.tally
        return cls(
            id=ballot.id,
            question=ballot.question,
            options=list(ballot.options),
            units=MoneyBody.of(ballot.units),
            quorum=f"{ballot.quorum:f}",
            closes_at=ballot.closes_at,
            is_closed=outcome is not None or now >= ballot.closes_at,
            tally=[MoneyBody.of(Money(each, currency)) for each in tally],
            chosen=None if outcome is None else outcome.chosen,
            own_units=None if ballot.own_units is None else MoneyBody.of(ballot.own_units),
            own_choice=ballot.own_choice,
        )


class AftercareBody(BaseModel):
    """Everything that is said of an offering after it was proposed."""

    title: str
    is_issuer: bool
    may_covenant: bool
    has_holders: bool
    questions: list[OfferingQuestionBody]
    covenants: list[CovenantBody]
    reports: list[IssuerReportBody]
    ballots: list[HolderBallotBody]
