"""Bodies of the API about collections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.modules.collections.types import (
    Bucket,
    Case,
    CaseState,
    Channel,
    Contact,
    ContactLimits,
    Disposal,
    DisposalKind,
    DisposalState,
    DisposalStep,
    Figures,
    NewContact,
    NewPromise,
    PromiseState,
    PromiseToPay,
    Recovery,
    Result,
    StepDone,
)

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CollectionCaseBody(BaseModel):
    id: UUID
    loan_id: UUID
    enterprise_id: UUID
    borrower_name: str
    bucket: Bucket
    days_past_due: int
    overdue: MoneyBody
    outstanding: MoneyBody
    state: CaseState
    opened_on: date
    closed_on: date | None
    assigned_to: UUID | None
    is_mine: bool
    last_contact_at: datetime | None
    promised_for: date | None
    broken_promises: int

    @classmethod
    def of(cls, case: Case, user_id: UUID) -> Self:
        return cls(
            id=case.id,
            loan_id=case.loan_id,
            enterprise_id=case.enterprise_id,
            borrower_name=case.borrower_name,
            bucket=case.bucket,
            days_past_due=case.days_past_due,
            overdue=MoneyBody.of(case.overdue),
            outstanding=MoneyBody.of(case.outstanding),
            state=case.state,
            opened_on=case.opened_on,
            closed_on=case.closed_on,
            assigned_to=case.assigned_to,
            is_mine=case.assigned_to == user_id,
            last_contact_at=case.last_contact_at,
            promised_for=case.promised_for,
            broken_promises=case.broken_promises,
        )


class ContactBody(BaseModel):
    id: UUID
    channel: Channel
    result: Result
    note: str
    at: datetime

    @classmethod
    def of(cls, contact: Contact) -> Self:
        return cls(
            id=contact.id,
            channel=contact.channel,
            result=contact.result,
            note=contact.note,
            at=contact.at,
        )


class PromiseBody(BaseModel):
    id: UUID
    amount: MoneyBody
    promised_for: date
    state: PromiseState
    made_at: datetime
    decided_on: date | None
    paid: MoneyBody

    @classmethod
    def of(cls, promise: PromiseToPay) -> Self:
        return cls(
            id=promise.id,
            amount=MoneyBody.of(promise.amount),
            promised_for=promise.promised_for,
            state=promise.state,
            made_at=promise.made_at,
            decided_on=promise.decided_on,
            paid=MoneyBody.of(promise.paid),
        )


class ContactLimitsBody(BaseModel):
    """`refusal`: the code with which a call would be refused now, or None."""

    from_hour: int
    until_hour: int
    a_day: int
    a_week: int
    made_this_week: int
    refusal: str | None

    @classmethod
    def of(cls, limits: ContactLimits, made: int, refusal: str | None) -> Self:
        return cls(
            from_hour=limits.from_hour,
            until_hour=limits.until_hour,
            a_day=limits.a_day,
            a_week=limits.a_week,
            made_this_week=made,
            refusal=refusal,
        )


class DisposalStepBody(BaseModel):
    number: int
    code: str
    document: str | None
    note: str | None
    done_at: datetime | None

    @classmethod
    def of(cls, step: DisposalStep) -> Self:
        return cls(
            number=step.number,
            code=step.code,
            document=step.document,
            note=step.note,
            done_at=step.done_at,
        )


class DisposalBody(BaseModel):
    id: UUID
    loan_id: UUID
    borrower_name: str
    kind: DisposalKind
    state: DisposalState
    opened_on: date
    closed_on: date | None
    claim: MoneyBody
    recovered: MoneyBody
    steps: list[DisposalStepBody]

    @classmethod
    def of(cls, disposal: Disposal) -> Self:
        return cls(
            id=disposal.id,
            loan_id=disposal.loan_id,
            borrower_name=disposal.borrower_name,
            kind=disposal.kind,
            state=disposal.state,
            opened_on=disposal.opened_on,
            closed_on=disposal.closed_on,
            claim=MoneyBody.of(disposal.claim),
            recovered=MoneyBody.of(disposal.recovered),
            steps=[DisposalStepBody.of(step) for step in disposal.steps],
        )


class CaseFileBody(BaseModel):
    case: CollectionCaseBody
    limits: ContactLimitsBody
    contacts: list[ContactBody]
    promises: list[PromiseBody]
    disposals: list[DisposalBody]


class RecoveryBody(BaseModel):
    kind: DisposalKind
    disposals: int
    claim: MoneyBody
    recovered: MoneyBody

    @classmethod
    def of(cls, recovery: Recovery) -> Self:
        return cls(
            kind=recovery.kind,
            disposals=recovery.disposals,
            claim=MoneyBody.of(recovery.claim),
            recovered=MoneyBody.of(recovery.recovered),
        )


class DisposalsBody(BaseModel):
    items: list[DisposalBody]
    recoveries: list[RecoveryBody]


class ContactWishBody(BaseModel):
    channel: Channel
    result: Result
    note: Note = ""

    def to_contact(self, contact_id: UUID, case_id: UUID) -> NewContact:
        return NewContact(
            id=contact_id,
            case_id=case_id,
            channel=self.channel,
            result=self.result,
            note=self.note,
        )


class PromiseWishBody(BaseModel):
    amount: MoneyBody
    promised_for: date

    def to_promise(self, promise_id: UUID, case_id: UUID) -> NewPromise:
        return NewPromise(
            id=promise_id,
            case_id=case_id,
            amount=self.amount.to_money(),
            promised_for=self.promised_for,
        )


class AssignmentBody(BaseModel):
    """None: to whoever asks."""

    user_id: UUID | None = None


class DisposalWishBody(BaseModel):
    loan_id: UUID
    kind: DisposalKind


class StepWishBody(BaseModel):
    """`document`: name or number under which its paper is filed."""

    number: int
    document: Words
    note: Note = ""

    def to_step(self, disposal_id: UUID) -> StepDone:
        return StepDone(
            disposal_id=disposal_id, number=self.number, document=self.document, note=self.note
        )


class CollectionFiguresBody(BaseModel):
    """Of the whole desk; each loan in disposal counts once. `goal`: the part of the claim that
    should come back, as a fraction."""

    open_cases: int
    overdue: MoneyBody
    promises_decided: int
    promises_kept: int
    loans_in_disposal: int
    claim: MoneyBody
    recovered: MoneyBody
    goal: str
    is_below_goal: bool

    @classmethod
    def of(cls, figures: Figures) -> Self:
        return cls(
            open_cases=figures.open_cases,
            overdue=MoneyBody.of(figures.overdue),
            promises_decided=figures.promises_decided,
            promises_kept=figures.promises_kept,
            loans_in_disposal=figures.loans_in_disposal,
            claim=MoneyBody.of(figures.claim),
            recovered=MoneyBody.of(figures.recovered),
            goal=f"{figures.goal:f}",
            is_below_goal=figures.is_below_goal,
        )
