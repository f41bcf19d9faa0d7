"""Plan what is still to be paid again, from a day on: after a prepayment, an extension, a new deal.

The period that the day falls into is cut there: what has been earned until then is due on that day,
by the rate that held. From there on the new plan runs. What has been paid of a line stays as a line
of its own, so that the principals of all lines always add up to the loan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.kernel.ratios import PeriodRates, half_even_of
from rongqu.kernel.schedule import Instalment, RepaymentMethod, period_rate
from rongqu.kernel.schedule.parts import Part, Shape, compute_parts, pay_at_most
from rongqu.modules.servicing.settlement.dues import Standing, exact_so_far, interest_so_far
from rongqu.modules.servicing.settlement.state import Lines, as_lines
from rongqu.modules.servicing.types import Loan, LoanInstalment


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A plan cut on a day: what stays, what was earned since the last due day, what is to come."""

    kept: Lines
    since: date
    earned: Money
    """Interest until the day that nobody has paid yet."""
    exact: Fraction
    """The same of the period that the day falls into, in minor units and unrounded."""
    principal: Money
    """Not due yet on the day."""
    due_days: tuple[date, ...]
    regular: Money
    """The instalment so far; with level principals, the principal."""


def cut(standing: Standing, *, with_arrears: bool = False) -> Cut:
    """`with_arrears`: what is due and unpaid is planned again as well."""
    zero = Money.zero(standing.loan.principal.currency)
    open_lines = [
        line
        for line in standing.instalments
        if line.paid_on is None and (with_arrears or not standing.has_come(line))
    ]
    kept = [
        trimmed
        for line in standing.instalments
        if (trimmed := _trim(line, standing) if line in open_lines else line) is not None
    ]
    coming = [line for line in open_lines if not standing.has_come(line)]
    return Cut(
        kept=tuple(kept),
        since=coming[0].starts_on if coming else standing.as_of,
        earned=sum((_earned(line, standing) for line in open_lines), zero),
        exact=_exact(coming[0], standing) if coming else Fraction(0),
        principal=sum((line.principal_left for line in open_lines), zero),
        due_days=tuple(line.due_on for line in coming),
        regular=max((_level(line, standing.loan) for line in coming[:-1] or coming), default=zero),
    )


def _trim(line: LoanInstalment, standing: Standing) -> LoanInstalment | None:
    """What has been paid of a line, as a line that is done with; None where that is nothing."""
    paid = line.principal_paid + line.interest_paid
    if paid.is_zero() and line.penalty_paid.is_zero():
        return None
    return replace(
        line,
        principal=line.principal_paid,
        interest=line.interest_paid + line.interest_cancelled,
        carried=Money.zero(line.interest.currency),
        paid_on=standing.as_of,
        starts_on=min(line.starts_on, standing.as_of),
        due_on=min(line.due_on, standing.as_of),
    )


def _earned(line: LoanInstalment, standing: Standing) -> Money:
    if standing.has_come(line):
        return line.interest_left
    zero = Money.zero(line.interest.currency)
    return max(zero, min(interest_so_far(line, standing), line.interest_left))


def _exact(line: LoanInstalment, standing: Standing) -> Fraction:
    return max(Fraction(0), exact_so_far(line, standing) - line.interest_paid.minor)


def _level(line: LoanInstalment, loan: Loan) -> Money:
    is_principal = loan.method is RepaymentMethod.EQUAL_PRINCIPAL
    return line.principal if is_principal else line.amount


def line_of_the_day(standing: Standing, cut_at: Cut, principal: Money) -> LoanInstalment:
    """What is due on the day of the cut itself: the interest earned until it, and a principal."""
    zero = Money.zero(principal.currency)
    [line] = as_lines(
        [
            Instalment(
                number=1,
                starts_on=min(cut_at.since, standing.as_of),
                due_on=standing.as_of,
                principal=principal,
                interest=cut_at.earned,
                balance=zero,
            )
        ]
    )
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """`keeps`: an instalment that is paid until nothing is left, instead of the days deciding.
    `carried`: what the first period has earned before `starts_on`, due with its instalment; so
    its interest is rounded once, as `kernel/schedule/dated.py` does it."""

    starts_on: date
    due_days: Sequence[date]
    principal: Money
    keeps: Money | None = None
    carried: Fraction = Fraction(0)


def plan_lines(loan: Loan, new: NewPlan) -> Lines:
    """Raises NeverAmortises. Days on which nothing is left to pay have no line."""
    if new.principal.is_zero():
        return ()
    days = [new.starts_on, *new.due_days]
    first, *later = (_rate(loan, *period) for period in pairwise(days))
    with_carried = first + new.carried / new.principal.minor
    parts = _parts(loan, new, PeriodRates.of([with_carried, *later]))
    lines, balance = list[Instalment](), new.principal
    for (starts_on, due_on), part in zip(pairwise(days), parts, strict=True):
        if balance.is_zero():
            break
        balance -= Money(part.principal, balance.currency)
        lines.append(
            Instalment(
                number=1,
                starts_on=starts_on,
                due_on=due_on,
                principal=Money(part.principal, balance.currency),
                interest=Money(part.interest, balance.currency),
                balance=balance,
            )
        )
    first_line, *others = as_lines(lines)
    carried = Money(half_even_of(new.carried), balance.currency)
    return (replace(first_line, carried=carried), *others)


def _rate(loan: Loan, starts_on: date, ends_on: date) -> Fraction:
    """Whole months count as such, cut ones by their days."""
    months = _whole_months(starts_on, ends_on)
    if months:
        return period_rate(loan.yearly_rate, months, starts_on, ends_on)
    return loan.yearly_rate.part(starts_on, ends_on)


def _whole_months(starts_on: date, ends_on: date) -> int:
    """0: the days are no whole months."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    is_whole = add_months(starts_on, months) == ends_on
    return months if is_whole else 0


def _parts(loan: Loan, new: NewPlan, rates: PeriodRates) -> list[Part]:
    if new.keeps is None or not can_shorten(loan.method):
        return compute_parts(Shape(method=loan.method), new.principal.minor, rates)
    if loan.method is RepaymentMethod.EQUAL_PRINCIPAL:
        return _same_principal(new.principal.minor, new.keeps.minor, rates)
    return pay_at_most(new.principal.minor, new.keeps.minor, rates)


def _same_principal(principal: int, each: int, rates: PeriodRates) -> list[Part]:
    balance, parts = principal, list[Part]()
    for numerator in rates.numerators:
        repaid = min(each, balance)
        exact = Fraction(balance * numerator, rates.denominator)
        parts.append(Part(repaid, half_even_of(exact)))
        balance -= repaid
    last = parts[-1]
    return [*parts[:-1], Part(last.principal + balance, last.interest)]


def can_shorten(method: RepaymentMethod) -> bool:
    """Where the last instalments can fall away, because each repays principal."""
    return method in {RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.EQUAL_PRINCIPAL}


def later_days(after: date, months: int) -> tuple[date, ...]:
    return tuple(add_months(after, month) for month in range(1, months + 1))
