"""Bodies of the servicing API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.structures import StructureBody
from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import LoanId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import Instalment, RepaymentMethod
from rongqu.modules.servicing.settlement import Due, Standing, dues_of, quote_of
from rongqu.modules.servicing.types import (
    Bucket,
    BucketTotal,
    FactKind,
    Loan,
    LoanInstalment,
    LoanStatus,
    PrepaymentEffect,
    Quote,
    RateSince,
    Repayment,
    RepaymentKind,
    RepaymentOrder,
    RepaymentStatus,
)

WHOLE_WAYS = (RepaymentKind.INSTALMENT, RepaymentKind.ARREARS, RepaymentKind.PAYOFF)
"""Ways of paying whose amount follows from the day alone."""


class NextInstalmentBody(BaseModel):
    number: int
    due_on: date
    amount: MoneyBody
    noticed_on: date | None

    @classmethod
    def of(cls, line: LoanInstalment) -> Self:
        left = line.principal_left + line.interest_left
        return cls(
            number=line.number,
            due_on=line.due_on,
            amount=MoneyBody.of(left),
            noticed_on=line.noticed_on,
        )


class LoanBody(BaseModel):
    id: UUID
    number: str
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    borrower_name: str
    lender_name: str
    region_code: str
    product_kind: str
    product_name: str
    principal: MoneyBody
    yearly_rate: Decimal
    day_count: DayCount
    term_months: int
    method: RepaymentMethod
    structure: StructureBody
    opened_on: date
    last_due_on: date
    status: LoanStatus
    outstanding: MoneyBody
    written_off: MoneyBody
    written_off_on: date | None
    bucket: Bucket
    days_past_due: int
    closed_on: date | None
    next_instalment: NextInstalmentBody | None

    @classmethod
    def of(cls, loan: Loan, upcoming: LoanInstalment | None, business_date: date) -> Self:
        return cls(
            id=loan.id,
            number=loan.number,
            application_id=loan.application_id,
            enterprise_id=loan.enterprise_id,
            institution_id=loan.institution_id,
            borrower_name=loan.borrower_name,
            lender_name=loan.lender_name,
            region_code=loan.region_code,
            product_kind=loan.product_kind,
            product_name=loan.product_name,
            principal=MoneyBody.of(loan.principal),
            yearly_rate=loan.yearly_rate.yearly,
            day_count=loan.yearly_rate.day_count,
            term_months=loan.term_months,
            method=loan.method,
            structure=StructureBody.of(loan.structure),
            opened_on=loan.opened_on,
            last_due_on=loan.last_due_on,
            status=loan.status,
            outstanding=MoneyBody.of(loan.outstanding),
            written_off=MoneyBody.of(loan.written_off),
            written_off_on=loan.written_off_on,
            bucket=loan.lateness.bucket,
            days_past_due=loan.lateness.days_on(business_date),
            closed_on=loan.closed_on,
            next_instalment=None if upcoming is None else NextInstalmentBody.of(upcoming),
        )


class InstalmentBody(BaseModel):
    """A line of the plan. `left` is what is still to be paid of it, penalty included."""

    number: int
    starts_on: date
    due_on: date
    principal: MoneyBody
    interest: MoneyBody
    amount: MoneyBody
    balance: MoneyBody
    penalty: MoneyBody
    paid: MoneyBody
    left: MoneyBody
    paid_on: date | None
    is_late: bool

    @classmethod
    def of(cls, line: LoanInstalment, due: Due | None, *, is_late: bool) -> Self:
        """`due` is what is owed of it today; None when its day is to come, or it is paid."""
        left = line.principal_left + line.interest_left if due is None else due.amount
        penalty = line.penalty_paid if due is None else line.penalty_paid + due.penalty
        return cls(
            number=line.number,
            starts_on=line.starts_on,
            due_on=line.due_on,
            principal=MoneyBody.of(line.principal),
            interest=MoneyBody.of(line.interest - line.interest_cancelled),
            amount=MoneyBody.of(line.amount - line.interest_cancelled),
            balance=MoneyBody.of(line.balance),
            penalty=MoneyBody.of(penalty),
            paid=MoneyBody.of(line.principal_paid + line.interest_paid + line.penalty_paid),
            left=MoneyBody.of(left),
            paid_on=line.paid_on,
            is_late=is_late,
        )


class QuoteBody(BaseModel):
    kind: RepaymentKind
    as_of: date
    amount: MoneyBody
    principal: MoneyBody
    interest: MoneyBody
    penalty: MoneyBody
    fee: MoneyBody

    @classmethod
    def of(cls, quote: Quote) -> Self:
        return cls(
            kind=quote.kind,
            as_of=quote.as_of,
            amount=MoneyBody.of(quote.amount),
            principal=MoneyBody.of(quote.principal),
            interest=MoneyBody.of(quote.interest),
            penalty=MoneyBody.of(quote.penalty),
            fee=MoneyBody.of(quote.fee),
        )

    @classmethod
    def all_of(cls, standing: Standing) -> list[Self]:
        """Every way in which something is to be paid on the day."""
        quotes = [quote_of(kind, standing) for kind in WHOLE_WAYS]
        return [cls.of(quote) for quote in quotes if not quote.amount.is_zero()]


class RepaymentOrderBody(BaseModel):
    """`amount` is what the borrower was shown: it is refused when it is not owed any more."""

    kind: RepaymentKind
    amount: MoneyBody
    principal: MoneyBody | None = None
    """Of a prepayment: what of the principal is paid early."""
    effect: PrepaymentEffect | None = None

    def to_order(self, order_id: PaymentOrderId, loan_id: LoanId) -> RepaymentOrder:
        return RepaymentOrder(
            id=order_id,
            loan_id=loan_id,
            kind=self.kind,
            amount=self.amount.to_money(),
            principal=None if self.principal is None else self.principal.to_money(),
            effect=self.effect,
        )


class RepaymentBody(BaseModel):
    id: UUID
    loan_id: UUID
    kind: RepaymentKind
    status: RepaymentStatus
    amount: MoneyBody
    ordered_on: date
    ordered_at: datetime
    ended_at: datetime | None
    effect: PrepaymentEffect | None
    principal: MoneyBody
    interest: MoneyBody
    penalty: MoneyBody
    fee: MoneyBody
    is_cancelled: bool
    reason_code: str | None

    @classmethod
    def of(cls, repayment: Repayment) -> Self:
        return cls(
            id=repayment.id,
            loan_id=repayment.loan_id,
            kind=repayment.kind,
            status=repayment.status,
            amount=MoneyBody.of(repayment.amount),
            ordered_on=repayment.ordered_on,
            ordered_at=repayment.ordered_at,
            ended_at=repayment.ended_at,
            principal=MoneyBody.of(repayment.principal),
            interest=MoneyBody.of(repayment.interest),
            penalty=MoneyBody.of(repayment.penalty),
            fee=MoneyBody.of(repayment.fee),
            effect=repayment.effect,
            is_cancelled=repayment.is_cancelled,
            reason_code=repayment.reason_code,
        )


class RateBody(BaseModel):
    """`base_rate`: the LPR it was made of; null for a fixed one. `cause`: what set it; null: the
    contract."""

    since: date
    yearly_rate: Decimal
    base_rate: Decimal | None
    cause: FactKind | None

    @classmethod
    def of(cls, rate: RateSince) -> Self:
        return cls(
            since=rate.since,
            yearly_rate=rate.yearly_rate,
            base_rate=rate.base_rate,
            cause=rate.cause,
        )


class LoanPlanBody(BaseModel):
    """The loan as it stands today: its plan, the rates it had so far, what each way of paying would
    cost, and the repayment that the bank is working on. `reprices_on`: when a floating rate looks
    at the LPR next."""

    loan: LoanBody
    rates: list[RateBody]
    reprices_on: date | None
    instalments: list[InstalmentBody]
    quotes: list[QuoteBody]
    pending: RepaymentBody | None

    @classmethod
    def of(cls, standing: Standing, rates: Sequence[RateSince], pending: Repayment | None) -> Self:
        """Nothing can be paid twice: while a repayment is under way there are no quotes."""
        dues = {due.number: due for due in dues_of(RepaymentKind.ARREARS, standing)}
        upcoming = standing.unpaid[0] if standing.unpaid else None
        return cls(
            loan=LoanBody.of(standing.loan, upcoming, standing.as_of),
            rates=[RateBody.of(rate) for rate in rates],
            reprices_on=standing.loan.reprices_on if upcoming else None,
            instalments=[
                InstalmentBody.of(line, dues.get(line.number), is_late=standing.is_late(line))
                for line in standing.instalments
            ],
            quotes=[] if pending else QuoteBody.all_of(standing),
            pending=None if pending is None else RepaymentBody.of(pending),
        )


class BucketTotalBody(BaseModel):
    bucket: Bucket
    loans: int
    outstanding: MoneyBody

    @classmethod
    def of(cls, total: BucketTotal) -> Self:
        return cls(
            bucket=total.bucket,
            loans=total.loans,
            outstanding=MoneyBody.of(total.outstanding),
        )


class PortfolioBody(BaseModel):
    business_date: date
    buckets: list[BucketTotalBody]


class PlannedInstalmentBody(BaseModel):
    number: int
    due_on: date
    principal: MoneyBody
    interest: MoneyBody
    amount: MoneyBody
    balance: MoneyBody

    @classmethod
    def of(cls, line: Instalment) -> Self:
        return cls(
            number=line.number,
            due_on=line.due_on,
            principal=MoneyBody.of(line.principal),
            interest=MoneyBody.of(line.interest),
            amount=MoneyBody.of(line.amount),
            balance=MoneyBody.of(line.balance),
        )


class CalculationBody(BaseModel):
    """What a loan would cost: for anybody who asks, before any application."""

    instalments: list[PlannedInstalmentBody]
    total_interest: MoneyBody
    total: MoneyBody

    @classmethod
    def of(cls, plan: tuple[Instalment, ...]) -> Self:
        zero = Money.zero(plan[0].amount.currency)
        return cls(
            instalments=[PlannedInstalmentBody.of(line) for line in plan],
            total_interest=MoneyBody.of(sum((line.interest for line in plan), start=zero)),
            total=MoneyBody.of(sum((line.amount for line in plan), start=zero)),
        )
