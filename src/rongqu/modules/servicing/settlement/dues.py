"""What is owed on a day: by instalment, and in sum for each way of paying.

Days. Interest and penalty interest count the first day and not the last (算头不算尾): a payment on
the due day bears no penalty, one the day after bears one day. An instalment is late when a business
day since its due day has passed: due on a Saturday and paid on Monday is in time (contract, 4.2);
not paid by Monday it is late since Saturday.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.ratios import half_even_of
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.servicing.types import (
    Loan,
    LoanInstalment,
    Quote,
    RepaymentKind,
)

K = RepaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A loan as it stands on a day. `late_until`: what fell due on or before it is late."""

    loan: Loan
    instalments: Sequence[LoanInstalment]
    as_of: date
    late_until: date

    @property
    def unpaid(self) -> list[LoanInstalment]:
        return [each for each in self.instalments if each.paid_on is None]

    def is_late(self, instalment: LoanInstalment) -> bool:
        return instalment.paid_on is None and instalment.due_on <= self.late_until

    def has_come(self, instalment: LoanInstalment) -> bool:
        return instalment.due_on <= self.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is owed for one instalment. `penalty_exact` is all of it until the day, unrounded;
    None in `penalty_through`: it is not late, so penalty would begin with its due day."""

    number: int
    principal: Money
    interest: Money
    penalty: Money
    penalty_exact: Decimal
    penalty_through: date | None
    interest_cancelled: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty


def dues_of(kind: RepaymentKind, standing: Standing) -> list[Due]:
    """Oldest first; empty when there is nothing to pay in this way. A prepayment presumes that
    nothing is in arrears; how it is set against the plan says `receive.py`."""
    unpaid = standing.unpaid
    match kind:
        case K.INSTALMENT:
            return [_as_planned(each, standing) for each in unpaid[:1]]
        case K.ARREARS | K.PREPAYMENT:
            return [_as_planned(each, standing) for each in unpaid if standing.has_come(each)]
        case K.PAYOFF:
            return [_to_the_day(each, standing) for each in unpaid]


def dues_as_planned(standing: Standing) -> list[Due]:
    """Of all that is unpaid, also before its day; oldest first."""
    return [_as_planned(each, standing) for each in standing.unpaid]


def quote_of(kind: RepaymentKind, standing: Standing) -> Quote:
    dues = dues_of(kind, standing)
    return Quote(
        kind=kind,
        as_of=standing.as_of,
        principal=_total(standing.loan, (due.principal for due in dues)),
        interest=_total(standing.loan, (due.interest for due in dues)),
        penalty=_total(standing.loan, (due.penalty for due in dues)),
        fee=fee_of(kind, standing),
    )


def fee_of(kind: RepaymentKind, standing: Standing) -> Money:
    """For principal that is paid back before its day (提前还款); only where all of it is."""
    loan = standing.loan
    early = [each.principal_left for each in standing.unpaid if not standing.has_come(each)]
    if kind is not K.PAYOFF:
        return Money.zero(loan.principal.currency)
    return _total(loan, early).times(loan.prepayment_fee_rate, Rounding.HALF_EVEN)


def penalty_until(instalment: LoanInstalment, standing: Standing) -> Decimal:
    """Accrued on the day in minor units, exactly.

    The daily run may have gone further than the day that a payment counts for; then the days
    after it are taken back. They accrued on the same principal, because only one repayment of a
    loan is under way at a time.
    """
    if not standing.is_late(instalment):
        return Decimal(instalment.penalty_paid.minor)
    through = instalment.penalty_through or instalment.due_on
    days = (standing.as_of - through).days
    daily = instalment.principal_left.minor * standing.loan.penalty_daily_rate
    return instalment.penalty_exact + daily * days


def _as_planned(instalment: LoanInstalment, standing: Standing) -> Due:
    return _due(instalment, standing, interest=instalment.interest_left)


def _to_the_day(instalment: LoanInstalment, standing: Standing) -> Due:
    """An instalment whose day is still to come owes the interest of the days so far; what was
    paid of it ahead of its days is not paid back."""
    if standing.has_come(instalment):
        return _as_planned(instalment, standing)
    zero = Money.zero(instalment.interest.currency)
    so_far = interest_so_far(instalment, standing)
    earned = max(zero, min(instalment.interest_left, so_far))
    return _due(instalment, standing, interest=earned)


def interest_so_far(instalment: LoanInstalment, standing: Standing) -> Money:
    """What of it is earned by the day and not yet paid."""
    earned = Money(half_even_of(exact_so_far(instalment, standing)), instalment.interest.currency)
    return earned - instalment.interest_paid


def exact_so_far(instalment: LoanInstalment, standing: Standing) -> Fraction:
    """Of the balance during this period, by the contract's own day count, in minor units, with
    what was carried over. Flat interest is earned evenly; before the period nothing is."""
    loan, day = standing.loan, standing.as_of
    carried = Fraction(instalment.carried.minor)
    if day <= instalment.starts_on:
        return carried
    if loan.method is RepaymentMethod.FLAT:
        days = (instalment.due_on - instalment.starts_on).days
        rest = instalment.interest - instalment.carried
        return carried + Fraction(rest.minor * (day - instalment.starts_on).days, days)
    balance = instalment.balance + instalment.principal
    return carried + balance.minor * loan.yearly_rate.part(instalment.starts_on, day)


def _due(instalment: LoanInstalment, standing: Standing, *, interest: Money) -> Due:
    exact = penalty_until(instalment, standing)
    accrued = Money(1, interest.currency).times(exact, Rounding.HALF_EVEN)
    return Due(
        number=instalment.number,
        principal=instalment.principal_left,
        interest=interest,
        penalty=accrued - instalment.penalty_paid,
        penalty_exact=exact,
        penalty_through=standing.as_of if standing.is_late(instalment) else None,
        interest_cancelled=instalment.interest - instalment.interest_paid - interest,
    )


def _total(loan: Loan, amounts: Iterable[Money]) -> Money:
    return sum(amounts, start=Money.zero(loan.principal.currency))
