"""Decisions of servicing: what may be paid now, how late is how late, what a day of penalty is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel import schedule
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import DuePart, Instalment, Terms, compute_schedule
from rongqu.modules.servicing.errors import (
    AfterToday,
    AmountChanged,
    ArrearsFirst,
    BeforeOpening,
    CannotShorten,
    DayIsOver,
    ExtensionTooLong,
    FactCancelled,
    FactNotPossible,
    LoanIsClosed,
    NeverAmortises,
    NotBorrower,
    NothingDue,
    OtherCurrency,
    Overpayment,
    RentalsAreFixed,
    RepaymentPending,
)
from rongqu.modules.servicing.types import (
    Bucket,
    Fact,
    FactContent,
    FactKind,
    Loan,
    LoanStatus,
    LoanWish,
    PrepaymentEffect,
    Quote,
    RepaymentKind,
    RepaymentOrder,
)

UPPER_BOUNDS = (
    (Bucket.CURRENT, 0),
    (Bucket.D1_30, 30),
    (Bucket.D31_60, 60),
    (Bucket.D61_90, 90),
)
"""The last day past due of each bucket; what lies beyond is bad debt."""

NO_PENALTY = Decimal(0)

SHORT_MONTHS, MEDIUM_MONTHS = 12, 60
"""Terms up to which a loan is short-term 短期 and medium-term 中期 (贷款通则, article 8)."""

LONGEST_HOLIDAY_DAYS = 30
"""So far back a business day is looked for. The longest holidays so far had ten days."""


def bucket_of(days_past_due: int) -> Bucket:
    for bucket, last_day in UPPER_BOUNDS:
        if days_past_due <= last_day:
            return bucket
    return Bucket.D90_PLUS


def is_worse(bucket: Bucket, than: Bucket) -> bool:
    order = list(Bucket)
    return order.index(bucket) > order.index(than)


def compute_penalty_daily_rate(rate: Rate, multiplier: Decimal) -> Decimal:
    """A day of penalty interest on principal of 1: the yearly rate, more by the multiplier, / 360.

    The day's rate is the year's over 360 (中国人民银行 银发〔2005〕129号), over 365 where
    the contract counts years of 365 days.
    """
    year_days = 365 if rate.day_count in {DayCount.ACT_365F, DayCount.ACT_ACT_ISDA} else 360
    return rate.yearly * multiplier / year_days


def last_business_day_before(day: date, days_off: frozenset[date]) -> date:
    """`days_off` cover the days before: what fell due until the answer is late on `day`."""
    for back in range(1, LONGEST_HOLIDAY_DAYS + 1):
        earlier = day - timedelta(days=back)
        if earlier not in days_off:
            return earlier
    raise ValueError("a month without a business day")


def compute_plan(wish: LoanWish, starts_on: date) -> tuple[Instalment, ...]:
    terms = Terms(
        principal=wish.principal,
        rate=wish.rate,
        method=wish.method,
        months=wish.months,
        starts_on=starts_on,
    )
    try:
        return compute_schedule(terms)
    except schedule.NeverAmortises as error:
        raise NeverAmortises(principal=wish.principal, months=wish.months) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLimits:
    """How much longer a loan may become in all, as policy says."""

    short_share: Decimal
    medium_share: Decimal
    long_months: int

    def most_months(self, agreed_months: int) -> int:
        if agreed_months <= SHORT_MONTHS:
            return int(agreed_months * self.short_share)
        if agreed_months <= MEDIUM_MONTHS:
            return int(agreed_months * self.medium_share)
        return self.long_months


def check_day(loan: Loan, counts_on: date, today: date) -> None:
    if counts_on < loan.opened_on:
        raise BeforeOpening(opened_on=loan.opened_on)
    if counts_on > today:
        raise AfterToday(today=today)


def check_extension(loan: Loan, contract_months: int, months: int, limits: ExtensionLimits) -> None:
    """All extensions together, by the term that was first agreed (贷款通则, article 12)."""
    extended = loan.term_months - contract_months
    most = limits.most_months(contract_months)
    if extended + months > most:
        raise ExtensionTooLong(months=max(0, most - extended))


NEEDS: dict[FactKind, tuple[str, ...]] = {
    FactKind.REPAYMENT: ("amount", "way"),
    FactKind.GUARANTEE: ("amount",),
    FactKind.COLLATERAL: ("amount",),
    FactKind.RECOVERY: ("amount",),
    FactKind.WAIVER: ("amount", "part"),
    FactKind.EXTENSION: ("months",),
    FactKind.RESTRUCTURING: ("months",),
    FactKind.WRITE_OFF: (),
}
"""What each kind of fact that people record cannot do without."""


def check_content(kind: FactKind, content: FactContent, currency: str) -> None:
    if kind not in NEEDS:
        raise FactNotPossible(kind=kind)
    if any(getattr(content, name) is None for name in NEEDS[kind]):
        raise FactNotPossible(kind=kind, needs=NEEDS[kind])
    if content.amount is not None and content.amount.currency != currency:
        raise OtherCurrency(currency=currency)
    if content.part is DuePart.PRINCIPAL:
        raise FactNotPossible(kind=kind)


def check_not_cancelled(fact: Fact) -> None:
    """Only money is taken back: what was agreed is agreed anew instead."""
    if fact.cancelled_at is not None:
        raise FactCancelled(fact_id=fact.id)
    if not fact.kind.brings_money:
        raise FactNotPossible(kind=fact.kind)


def prepaid_principal(loan: Loan, order: RepaymentOrder, arrears: Quote) -> Money:
    """What of the principal is paid early; raises where that is not possible."""
    if loan.structure.lease is not None:
        raise RentalsAreFixed(loan_id=loan.id)
    if not arrears.amount.is_zero():
        raise ArrearsFirst(owed=arrears.amount)
    principal = order.principal
    if principal is None or principal.minor <= 0 or principal.currency != order.amount.currency:
        raise AmountChanged(owed=loan.outstanding)
    if loan.outstanding <= principal:
        raise Overpayment(owed=loan.outstanding)
    return principal


def check_effect(loan: Loan, effect: PrepaymentEffect, *, can_shorten: bool) -> None:
    if effect is PrepaymentEffect.TERM and not can_shorten:
        raise CannotShorten(method=loan.method)


def check_borrower(loan: Loan, organisation: OrganisationId) -> None:
    if loan.enterprise_id != organisation:
        raise NotBorrower(loan_id=loan.id)


def check_still_to_come(day: date, today: date) -> None:
    if day < today:
        raise DayIsOver(today=today)


def check_payable(loan: Loan, *, is_pending: bool) -> None:
    if loan.status is not LoanStatus.ACTIVE:
        raise LoanIsClosed(loan_id=loan.id)
    if is_pending:
        raise RepaymentPending(loan_id=loan.id)


def check_amount(amount: Money, quote: Quote) -> None:
    """Arrears may be paid in parts; everything else to the cent."""
    if quote.amount.is_zero():
        raise NothingDue(kind=quote.kind)
    if amount.currency != quote.amount.currency or amount.minor <= 0:
        raise AmountChanged(owed=quote.amount)
    if quote.amount < amount:
        raise Overpayment(owed=quote.amount)
    if amount < quote.amount and quote.kind is not RepaymentKind.ARREARS:
        raise AmountChanged(owed=quote.amount)
