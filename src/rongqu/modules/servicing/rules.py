"""Decisions of servicing: what may be paid now, how late is how late, what a day of penalty is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel import schedule
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import Instalment, Terms, compute_schedule
from rongqu.modules.servicing.errors import (
    AmountChanged,
    LoanIsClosed,
    NeverAmortises,
    NotBorrower,
    NothingDue,
    Overpayment,
    RepaymentPending,
)
from rongqu.modules.servicing.types import Bucket, Loan, LoanStatus, LoanWish, Quote, RepaymentKind

UPPER_BOUNDS = (
    (Bucket.CURRENT, 0),
    (Bucket.D1_30, 30),
    (Bucket.D31_60, 60),
    (Bucket.D61_90, 90),
)
"""The last day past due of each bucket; what lies beyond is bad debt."""

NO_PENALTY = Decimal(0)

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


def check_borrower(loan: Loan, organisation: OrganisationId) -> None:
    if loan.enterprise_id != organisation:
        raise NotBorrower(loan_id=loan.id)


def check_payable(loan: Loan, *, is_pending: bool) -> None:
    if loan.status is LoanStatus.CLOSED:
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
