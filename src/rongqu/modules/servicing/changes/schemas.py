"""Bodies of a loan's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.ids import FactId, LoanId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.kernel.schedule import DuePart, RepaymentMethod
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing.schemas import QuoteBody
from rongqu.modules.servicing.settlement import LoanState
from rongqu.modules.servicing.types import (
    BookedFact,
    ChangeWish,
    FactContent,
    FactKind,
    LoanStatus,
    PrepaymentEffect,
    Quote,
    RepaymentKind,
)

MAX_MONTHS = 360
NameOf = Mapping[UserId, PersonName]


class LoanFactBody(BaseModel):
    """What happened, for which day it counts, and what it did to the loan. `revision` is above 0
    where something was recorded later that counts earlier."""

    id: UUID
    kind: FactKind
    counts_on: date
    way: RepaymentKind | None
    effect: PrepaymentEffect | None
    part: DuePart | None
    months: int | None
    method: RepaymentMethod | None
    yearly_rate: Decimal | None
    base_rate: Decimal | None
    amount: MoneyBody | None
    principal: MoneyBody
    interest: MoneyBody
    penalty: MoneyBody
    fee: MoneyBody
    revision: int
    reason: str
    recorded_by_name: PersonNameField | None
    recorded_at: datetime
    cancelled_at: datetime | None
    can_be_cancelled: bool

    @classmethod
    def of(cls, booked: BookedFact, names: NameOf) -> Self:
        fact, effect = booked.fact, booked.effect
        content = fact.content
        return cls(
            id=fact.id,
            kind=fact.kind,
            counts_on=fact.counts_on,
            way=content.way,
            effect=content.effect,
            part=content.part,
            months=content.months,
            method=content.method,
            yearly_rate=content.yearly_rate,
            base_rate=content.base_rate,
            amount=None if content.amount is None else MoneyBody.of(content.amount),
            principal=MoneyBody.of(effect.principal),
            interest=MoneyBody.of(effect.interest),
            penalty=MoneyBody.of(effect.penalty),
            fee=MoneyBody.of(effect.fee),
            revision=booked.revision,
            reason=fact.reason,
            recorded_by_name=names.get(fact.recorded_by),
            recorded_at=fact.recorded_at,
            cancelled_at=fact.cancelled_at,
            can_be_cancelled=fact.kind.brings_money and fact.cancelled_at is None,
        )


class ChangeBody(BaseModel):
    """A wish: what shall be recorded, or taken back. What a kind needs is in the README."""

    kind: FactKind
    counts_on: date
    amount: MoneyBody | None = None
    part: DuePart | None = None
    months: Annotated[int, Field(ge=1, le=MAX_MONTHS)] | None = None
    method: RepaymentMethod | None = None
    yearly_rate: Annotated[Decimal, Field(ge=0, le=1, max_digits=8)] | None = None
    cancels: UUID | None = None

    def to_wish(self, fact_id: FactId, loan_id: LoanId) -> ChangeWish:
        return ChangeWish(
            id=fact_id,
            loan_id=loan_id,
            kind=self.kind,
            counts_on=self.counts_on,
            content=FactContent(
                amount=None if self.amount is None else self.amount.to_money(),
                way=RepaymentKind.ARREARS if self.kind is FactKind.REPAYMENT else None,
                part=self.part,
                months=self.months,
                method=self.method,
                yearly_rate=self.yearly_rate,
            ),
            cancels=None if self.cancels is None else FactId(self.cancels),
        )


class ChangeQuery(BaseModel):
    """The same wish as a query, to try it out."""

    kind: FactKind
    counts_on: date
    amount: Annotated[str, Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")] | None = None
    part: DuePart | None = None
    months: Annotated[int, Field(ge=1, le=MAX_MONTHS)] | None = None
    method: RepaymentMethod | None = None
    yearly_rate: Annotated[Decimal, Field(ge=0, le=1, max_digits=8)] | None = None
    cancels: UUID | None = None

    def to_body(self, currency: str) -> ChangeBody:
        amount = None if self.amount is None else MoneyBody.of(Money.parse(self.amount, currency))
        return ChangeBody(**self.model_dump(exclude={"amount"}), amount=amount)


class ChangeAskBody(ChangeBody):
    reason: Annotated[str, Field(min_length=2, max_length=500)]


class PendingChangeBody(BaseModel):
    """What waits for a second person."""

    id: UUID
    reason: str
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    kind: FactKind
    counts_on: date
    amount: MoneyBody | None
    months: int | None
    is_cancellation: bool

    @classmethod
    def of(cls, approval: Approval, names: NameOf) -> Self:
        content = approval.content["content"]
        amount = content.get("amount")
        return cls(
            id=approval.id,
            reason=approval.reason,
            asked_by=approval.asked_by,
            asked_by_name=names.get(approval.asked_by),
            asked_at=approval.asked_at,
            kind=approval.content["kind"],
            counts_on=approval.content["counts_on"],
            amount=None if amount is None else MoneyBody.of(Money(**amount)),
            months=content.get("months"),
            is_cancellation=approval.content.get("cancels") is not None,
        )


class HistoryBody(BaseModel):
    facts: list[LoanFactBody]
    pending: PendingChangeBody | None


class OutlookBody(BaseModel):
    """What is still to come of a loan."""

    status: LoanStatus
    outstanding: MoneyBody
    instalments_left: int
    next_due_on: date | None
    next_amount: MoneyBody | None
    last_due_on: date
    interest_to_come: MoneyBody

    @classmethod
    def of(cls, state: LoanState) -> Self:
        left = [line for line in state.lines if line.paid_on is None]
        owed = [line for line in left if not (line.principal_left + line.interest_left).is_zero()]
        first = owed[0] if owed else None
        return cls(
            status=state.loan.status,
            outstanding=MoneyBody.of(state.loan.outstanding),
            instalments_left=len(left),
            next_due_on=None if first is None else first.due_on,
            next_amount=None
            if first is None
            else MoneyBody.of(first.principal_left + first.interest_left),
            last_due_on=state.loan.last_due_on,
            interest_to_come=MoneyBody.of(sum((line.interest_left for line in left), state.zero)),
        )


class PreviewBody(BaseModel):
    """`quote`: what a prepayment costs today."""

    quote: QuoteBody | None
    before: OutlookBody
    after: OutlookBody

    @classmethod
    def of(cls, before: LoanState, after: LoanState, quote: Quote | None = None) -> Self:
        return cls(
            quote=None if quote is None else QuoteBody.of(quote),
            before=OutlookBody.of(before),
            after=OutlookBody.of(after),
        )
