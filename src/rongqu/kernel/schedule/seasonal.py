"""Seasonal and custom plans 按季节还款: principal on the days when a harvest is sold.

The contract names the days and what of the principal is due on each. Interest is that of the days
since the one before, on what is owed meanwhile, by the contract's day count, and is paid on the
same days; days without principal pay interest only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate
from rongqu.kernel.ratios import half_even_of
from rongqu.kernel.schedule.types import Instalment


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonalDue:
    due_on: date
    principal: Money


def compute_seasonal(
    principal: Money, rate: Rate, starts_on: date, dues: Sequence[SeasonalDue]
) -> tuple[Instalment, ...]:
    """Raises ValueError unless the days follow each other and the principals add up to the loan."""
    _check(principal, starts_on, dues)
    since, balance, lines = starts_on, principal, list[Instalment]()
    for number, due in enumerate(dues, start=1):
        interest = half_even_of(balance.minor * rate.part(since, due.due_on))
        balance -= due.principal
        lines.append(
            Instalment(
                number=number,
                starts_on=since,
                due_on=due.due_on,
                principal=due.principal,
                interest=Money(interest, principal.currency),
                balance=balance,
            )
        )
        since = due.due_on
    return tuple(lines)


def _check(principal: Money, starts_on: date, dues: Sequence[SeasonalDue]) -> None:
    days = [starts_on, *(due.due_on for due in dues)]
    if days != sorted(set(days)):
        raise ValueError("the due days of a loan follow its payout and each other")
    if any(due.principal.is_negative() for due in dues):
        raise ValueError("no principal is below nothing")
    if sum((due.principal for due in dues), Money.zero(principal.currency)) != principal:
        raise ValueError("the principals add up to the loan")
