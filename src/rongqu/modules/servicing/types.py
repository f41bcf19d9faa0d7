"""What other modules may hold of a loan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    FactId,
    LoanId,
    OrganisationId,
    PaymentOrderId,
    UserId,
)
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import Rate
from rongqu.kernel.schedule import DuePart, RepaymentMethod, Structure


class LoanStatus(StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"
    """Not in the books any more 核销; still owed, and recovered where that can be done."""


class Bucket(StrEnum):
    """How late the oldest unpaid instalment is, in days (逾期天数)."""

    CURRENT = "current"
    D1_30 = "d1_30"
    D31_60 = "d31_60"
    D61_90 = "d61_90"
    D90_PLUS = "d90_plus"
    """Bad debt 不良: more than ninety days."""

    @property
    def is_bad(self) -> bool:
        return self is Bucket.D90_PLUS


class RepaymentKind(StrEnum):
    INSTALMENT = "instalment"
    """The oldest instalment that is not paid, also before its day."""
    ARREARS = "arrears"
    """All that has fallen due, or a part of it."""
    PAYOFF = "payoff"
    """Everything: the loan ends today."""
    PREPAYMENT = "prepayment"
    """A part of the principal before its day 部分提前还款; the rest is planned again."""


class PrepaymentEffect(StrEnum):
    """What gets less when a part is paid early."""

    INSTALMENT = "instalment"
    """The last due day stays."""
    TERM = "term"
    """The instalments stay, and the loan ends earlier."""


class FactKind(StrEnum):
    """What can happen to a loan after it was opened."""

    REPAYMENT = "repayment"
    """The borrower paid."""
    GUARANTEE = "guarantee"
    """A guarantor paid 代偿."""
    COLLATERAL = "collateral"
    """Collateral was sold, and its proceeds came in."""
    WAIVER = "waiver"
    """Interest or penalty interest is let off 减免."""
    EXTENSION = "extension"
    """More time for what is still to fall due 展期."""
    RESTRUCTURING = "restructuring"
    """All that is owed is planned again 重组."""
    WRITE_OFF = "write_off"
    """核销."""
    RECOVERY = "recovery"
    """Money after the write-off."""
    BROUGHT = "brought"
    """The lender brought the loan here when it ran already: what had been paid, as planned."""
    RATE_RESET = "rate_reset"
    """A floating rate takes the LPR of a repricing day 重定价."""

    @property
    def brings_money(self) -> bool:
        return self in _BRINGS_MONEY


_BRINGS_MONEY = frozenset(
    {FactKind.REPAYMENT, FactKind.GUARANTEE, FactKind.COLLATERAL, FactKind.RECOVERY}
)


class RepaymentStatus(StrEnum):
    ORDERED = "ordered"
    APPLIED = "applied"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """`since`: the due day of the oldest instalment that is late."""

    since: date | None = None
    bucket: Bucket = Bucket.CURRENT

    def days_on(self, day: date) -> int:
        return 0 if self.since is None else (day - self.since).days


class About(TypedDict):
    """What an event about a loan begins with."""

    subject_id: LoanId
    parties: tuple[OrganisationId, OrganisationId]
    application_id: ApplicationId
    enterprise_id: EnterpriseId
    institution_id: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    id: LoanId
    number: str
    """What its lender and the bank call it by: the contract's."""
    application_id: ApplicationId
    enterprise_id: EnterpriseId
    institution_id: OrganisationId
    borrower_name: str
    lender_name: str
    region_code: str
    product_kind: str
    product_name: str
    principal: Money
    yearly_rate: Rate
    term_months: int
    method: RepaymentMethod
    penalty_daily_rate: Decimal
    prepayment_fee_rate: Decimal
    allocation: tuple[DuePart, ...]
    structure: Structure
    reprices_on: date | None
    """When its floating rate looks at the LPR next; None: its rate is fixed."""
    opened_on: date
    last_due_on: date
    status: LoanStatus
    outstanding: Money
    """Principal still owed, in the books."""
    written_off: Money
    """Principal that was taken out of the books, less what came back of it."""
    written_off_on: date | None
    lateness: Lateness
    closed_on: date | None

    @property
    def parties(self) -> tuple[OrganisationId, OrganisationId]:
        return OrganisationId(self.enterprise_id), self.institution_id

    @property
    def about(self) -> About:
        return About(
            subject_id=self.id,
            parties=self.parties,
            application_id=self.application_id,
            enterprise_id=self.enterprise_id,
            institution_id=self.institution_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanInstalment:
    """One line of the plan, and what has become of it. `number` follows the days."""

    number: int
    starts_on: date
    due_on: date
    principal: Money
    interest: Money
    carried: Money
    """Of the interest: what its period earned before `starts_on`, at another rate or balance."""
    balance: Money
    """Principal still owed after it, as planned."""
    principal_paid: Money
    interest_paid: Money
    interest_cancelled: Money
    """Not owed any more, because the loan was paid back early."""
    penalty_exact: Decimal
    """Accrued until `penalty_through`, in minor units, not yet rounded."""
    penalty_paid: Money
    penalty_through: date | None
    paid_on: date | None
    noticed_on: date | None = field(default=None, compare=False)
    """When the borrower was told of it; no part of what a line is."""

    @property
    def amount(self) -> Money:
        return self.principal + self.interest

    @property
    def principal_left(self) -> Money:
        return self.principal - self.principal_paid

    @property
    def interest_left(self) -> Money:
        return self.interest - self.interest_cancelled - self.interest_paid

    @property
    def penalty_left(self) -> Money:
        """As accrued; rounded once, half to even."""
        accrued = Money(1, self.principal.currency).times(self.penalty_exact, Rounding.HALF_EVEN)
        return accrued - self.penalty_paid


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanWish:
    """What somebody would like to borrow, before there is any loan."""

    principal: Money
    rate: Rate
    months: int
    method: RepaymentMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class FactContent:
    """What a kind of fact says beyond its day: of these fields it uses some.

    `amount`: money that came in, or that is let off. `way` and `effect`: how a borrower paid.
    `part`: what is let off. `months`: more time, or the new term. `method` and `yearly_rate`: of
    the plan from then on; None leaves them. `base_rate`: the LPR that made it so.
    """

    amount: Money | None = None
    way: RepaymentKind | None = None
    effect: PrepaymentEffect | None = None
    part: DuePart | None = None
    months: int | None = None
    method: RepaymentMethod | None = None
    yearly_rate: Decimal | None = None
    base_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSince:
    """A rate that held, or holds, from a day on, and what made it so; None: the contract."""

    since: date
    yearly_rate: Decimal
    base_rate: Decimal | None
    cause: FactKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a fact did, part by part; all nothing for one that only changed the plan."""

    principal: Money
    interest: Money
    penalty: Money
    fee: Money

    @classmethod
    def none(cls, currency: str) -> Effect:
        zero = Money.zero(currency)
        return cls(principal=zero, interest=zero, penalty=zero, fee=zero)

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to a loan, and the day for which it counts; never changed, only
    cancelled. The caller makes the id: facts of one day count in the order of their ids."""

    id: FactId
    loan_id: LoanId
    kind: FactKind
    counts_on: date
    content: FactContent
    reason: str
    recorded_by: UserId
    recorded_at: datetime
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedFact:
    """A fact with what it did. `revision`: how often that has been worked out anew, because of
    something that was recorded later and counts earlier."""

    fact: Fact
    effect: Effect
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one has to pay on `as_of`, and of what it consists."""

    kind: RepaymentKind
    as_of: date
    principal: Money
    interest: Money
    penalty: Money
    fee: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentOrder:
    """The command of a borrower. `amount` is what they were shown. The caller makes the id.

    `principal` and `effect` belong to a prepayment: how much is paid early, and what gets less.
    """

    id: PaymentOrderId
    loan_id: LoanId
    kind: RepaymentKind
    amount: Money
    principal: Money | None = None
    effect: PrepaymentEffect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that the lender's own bank has collected from a borrower, as its file says. The caller
    makes the id, which the repayment and its fact get."""

    id: PaymentOrderId
    loan_id: LoanId
    amount: Money
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWish:
    """What somebody asks to be recorded, or taken back (`cancels`), once a second person agrees.
    The caller makes the id."""

    id: FactId
    loan_id: LoanId
    kind: FactKind
    counts_on: date
    content: FactContent
    cancels: FactId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """Ordered at the bank under its own id; it counts for the day on which it was ordered."""

    id: PaymentOrderId
    loan_id: LoanId
    kind: RepaymentKind
    status: RepaymentStatus
    amount: Money
    ordered_on: date
    ordered_by: UserId
    ordered_at: datetime
    ended_at: datetime | None
    effect: PrepaymentEffect | None
    principal: Money
    interest: Money
    penalty: Money
    fee: Money
    is_cancelled: bool
    """Applied, and taken back later."""
    reason_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketTotal:
    """One line of a portfolio: how many loans are how late, and the principal they owe."""

    bucket: Bucket
    loans: int
    outstanding: Money
