"""Bodies of the API about collections and the quality of the book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing.collections.types import (
    Case,
    CaseState,
    Channel,
    Contact,
    ContactLimits,
    Disposal,
    DisposalKind,
    DisposalState,
    DisposalStep,
    NewContact,
    NewPromise,
    PortfolioQuality,
    PromiseState,
    PromiseToPay,
    Recovery,
    Result,
    Roll,
    Standing,
    StepDone,
    VintagePoint,
)
from rongqu.modules.servicing.days.types import Category, Trigger
from rongqu.modules.servicing.types import Bucket

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CaseBody(BaseModel):
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
    case: CaseBody
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


class LoanTriggerBody(BaseModel):
    id: UUID
    kind: Trigger
    note: str
    noted_on: date


class ApprovalPendingBody(BaseModel):
    """A wish for another category that waits for a second person."""

    id: UUID
    category: Category
    reason: str
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime

    @classmethod
    def of(cls, approval: Approval, name: PersonName | None) -> Self:
        return cls(
            id=approval.id,
            category=Category(approval.content["category"]),
            reason=approval.reason,
            asked_by=approval.asked_by,
            asked_by_name=name,
            asked_at=approval.asked_at,
        )


class LoanCategoryBody(BaseModel):
    """`least`: what days past due and triggers say today; an override is never better."""

    category: Category
    cause: str | None
    since: date | None
    least: Category
    override: Category | None
    override_reason: str | None
    triggers: list[LoanTriggerBody]
    pending: ApprovalPendingBody | None

    @classmethod
    def of(cls, standing: Standing, least: Category, pending: ApprovalPendingBody | None) -> Self:
        return cls(
            category=standing.category,
            cause=standing.cause,
            since=standing.since,
            least=least,
            override=standing.override,
            override_reason=standing.override_reason,
            triggers=[
                LoanTriggerBody(id=each.id, kind=each.kind, note=each.note, noted_on=each.noted_on)
                for each in standing.triggers
            ],
            pending=pending,
        )


class TriggerWishBody(BaseModel):
    kind: Trigger
    note: Note


class CategoryWishBody(BaseModel):
    category: Category
    reason: Note


class RollBody(BaseModel):
    from_bucket: str
    to_bucket: str
    loans: int
    outstanding: MoneyBody

    @classmethod
    def of(cls, roll: Roll) -> Self:
        return cls(
            from_bucket=roll.from_bucket,
            to_bucket=roll.to_bucket,
            loans=roll.loans,
            outstanding=MoneyBody.of(roll.outstanding),
        )


class VintagePointBody(BaseModel):
    opened_month: date
    months: int
    loans: int
    principal: MoneyBody
    late: MoneyBody
    bad: MoneyBody

    @classmethod
    def of(cls, point: VintagePoint) -> Self:
        return cls(
            opened_month=point.opened_month,
            months=point.months,
            loans=point.loans,
            principal=MoneyBody.of(point.principal),
            late=MoneyBody.of(point.late),
            bad=MoneyBody.of(point.bad),
        )


class QualityBody(BaseModel):
    as_of: date | None
    since: date | None
    rolls: list[RollBody]
    vintages: list[VintagePointBody]

    @classmethod
    def of(cls, quality: PortfolioQuality) -> Self:
        return cls(
            as_of=quality.as_of,
            since=quality.since,
            rolls=[RollBody.of(each) for each in quality.rolls],
            vintages=[VintagePointBody.of(each) for each in quality.vintages],
        )
