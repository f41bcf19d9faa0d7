"""From the terms of a loan to its plan: due dates, the days between them, the parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from rongqu.kernel.annuity import EXACT
from rongqu.kernel.dates import add_months
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule.parts import compute_parts
from rongqu.kernel.schedule.types import Instalment, RepaymentMethod, Terms

MONTHS_OF_THIRTY_DAYS = frozenset({DayCount.THIRTY_E_360, DayCount.THIRTY_360_US})


def compute_schedule(terms: Terms) -> tuple[Instalment, ...]:
    """The plan before anything is paid. Raises NeverAmortises for a loan that would never end."""
    with localcontext(EXACT):
        days = period_ends(terms)
        rates = _period_rates(terms, days)
        balance, plan = terms.principal, list[Instalment]()
        parts = compute_parts(terms.method, terms.principal, rates)
        for number, ((starts_on, due_on), part) in enumerate(
            zip(pairwise(days), parts, strict=True), start=1
        ):
            balance -= part.principal
            plan.append(
                Instalment(
                    number=number,
                    starts_on=starts_on,
                    due_on=due_on,
                    principal=part.principal,
                    interest=part.interest,
                    balance=balance,
                )
            )
        return tuple(plan)


def period_ends(terms: Terms) -> tuple[date, ...]:
    """The payout day, then each due day: the same day of the following months.

    Counted from the payout, not from the last due day: 31 January, 28 February, 31 March. Due
    days are not moved for holidays; a payment on the next business day is in time.
    """
    months = (
        (terms.months,) if terms.method is RepaymentMethod.BULLET else range(1, terms.months + 1)
    )
    return (terms.starts_on, *(add_months(terms.starts_on, month) for month in months))


def period_rate(rate: Rate, months: int, starts_on: date, ends_on: date) -> Decimal:
    """What a balance of 1 earns in a period of whole months.

    Where the contract counts months of thirty days, a period of whole months is that many
    twelfths of the year, whatever its last day is; else the days decide.
    """
    if rate.day_count in MONTHS_OF_THIRTY_DAYS:
        return rate.yearly * months / 12
    return rate.over(starts_on, ends_on)


def _period_rates(terms: Terms, days: Sequence[date]) -> list[Decimal]:
    months = terms.months if terms.method is RepaymentMethod.BULLET else 1
    return [period_rate(terms.rate, months, *period) for period in pairwise(days)]
