"""A loan and its plan at one point of its history, and the calendar that says what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Instalment
from rongqu.modules.servicing import rules
from rongqu.modules.servicing.settlement.dues import Standing
from rongqu.modules.servicing.types import Loan, LoanInstalment, LoanStatus

Lines = tuple[LoanInstalment, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off of the time that is looked at, from a month before it on."""

    days_off: frozenset[date]

    def late_until(self, day: date) -> date:
        """What fell due on or before the answer, and is not paid, is late on `day`."""
        return rules.last_business_day_before(day, self.days_off)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanState:
    loan: Loan
    lines: Lines

    @property
    def zero(self) -> Money:
        return Money.zero(self.loan.principal.currency)

    def standing_on(self, day: date, calendar: Calendar) -> Standing:
        return Standing(
            loan=self.loan,
            instalments=self.lines,
            as_of=day,
            late_until=calendar.late_until(day),
        )


def as_lines(plan: Sequence[Instalment]) -> Lines:
    """Of a plan from which nothing has been paid yet."""
    zero = Money.zero(plan[0].principal.currency)
    return tuple(
        LoanInstalment(
            number=line.number,
            starts_on=line.starts_on,
            due_on=line.due_on,
            principal=line.principal,
            interest=line.interest,
            carried=zero,
            balance=line.balance,
            principal_paid=zero,
            interest_paid=zero,
            interest_cancelled=zero,
            penalty_exact=rules.NO_PENALTY,
            penalty_paid=zero,
            penalty_through=None,
            paid_on=None,
        )
        for line in plan
    )


def renumber(lines: Sequence[LoanInstalment], principal: Money) -> Lines:
    """Numbers and balances follow from the order and the principals of the lines."""
    numbered, balance = list[LoanInstalment](), principal
    for number, line in enumerate(lines, start=1):
        balance -= line.principal
        numbered.append(replace(line, number=number, balance=balance))
    return tuple(numbered)


def _end_empty(lines: Lines, day: date) -> Lines:
    """A line of which nothing is owed ends with the one before it."""
    ended, is_paid = list[LoanInstalment](), True
    for line in lines:
        owes_nothing = (line.principal_left + line.interest_left + line.penalty_left).is_zero()
        if is_paid and owes_nothing and line.paid_on is None:
            line = replace(line, paid_on=day)
        is_paid = is_paid and line.paid_on is not None
        ended.append(line)
    return tuple(ended)


def settle(state: LoanState, day: date) -> LoanState:
    """What follows from the lines: what is outstanding, when it ends, and whether it has ended."""
    loan, lines = state.loan, _end_empty(state.lines, day)
    left = sum((line.principal_left for line in lines), state.zero)
    is_closed = all(line.paid_on is not None for line in lines)
    status = LoanStatus.CLOSED if is_closed else loan.status
    in_books = loan.status is LoanStatus.ACTIVE
    return LoanState(
        loan=replace(
            loan,
            status=status,
            outstanding=left if in_books else state.zero,
            written_off=state.zero if in_books else left,
            last_due_on=max(line.due_on for line in lines),
            closed_on=day if is_closed else None,
        ),
        lines=lines,
    )
