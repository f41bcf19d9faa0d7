"""The four methods: principal and interest of each period, from the rate of each period.

Calendars and day counts stay outside (`plan.py`), so that any of them can drive these formulas.
Interest of a period is the balance times the period's rate, rounded once, half to even. The
principals add up to the loan exactly; the last period takes the cents that do not divide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongqu.kernel.annuity import instalment_of
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.schedule.types import NeverAmortises, RepaymentMethod


@dataclass(frozen=True, slots=True)
class Part:
    principal: Money
    interest: Money


def compute_parts(
    method: RepaymentMethod, principal: Money, period_rates: Sequence[Decimal]
) -> list[Part]:
    """One part for each rate; `BULLET` takes a single rate, that of the whole term."""
    match method:
        case RepaymentMethod.EQUAL_INSTALMENT:
            return _equal_instalment(principal, period_rates)
        case RepaymentMethod.EQUAL_PRINCIPAL:
            each = principal.times(Decimal(1) / len(period_rates), Rounding.DOWN)
            return _with_principals(principal, each, period_rates)
        case RepaymentMethod.INTEREST_ONLY | RepaymentMethod.BULLET:
            return _with_principals(principal, Money.zero(principal.currency), period_rates)


def _equal_instalment(principal: Money, period_rates: Sequence[Decimal]) -> list[Part]:
    """Where rounding pays a tiny loan off early, the last parts are nothing, never negative."""
    instalment = instalment_of(principal, period_rates)
    balance, parts = principal, list[Part]()
    for rate in period_rates[:-1]:
        interest = balance.times(rate, Rounding.HALF_EVEN)
        repaid = min(instalment - interest, balance)
        if repaid.minor <= 0 and not balance.is_zero():
            raise NeverAmortises(f"{instalment} does not pay the interest of {interest}")
        parts.append(Part(repaid, interest))
        balance -= repaid
    return [*parts, _last(balance, period_rates)]


def _with_principals(principal: Money, each: Money, period_rates: Sequence[Decimal]) -> list[Part]:
    balance, parts = principal, list[Part]()
    for rate in period_rates[:-1]:
        parts.append(Part(each, balance.times(rate, Rounding.HALF_EVEN)))
        balance -= each
    return [*parts, _last(balance, period_rates)]


def _last(balance: Money, period_rates: Sequence[Decimal]) -> Part:
    return Part(balance, balance.times(period_rates[-1], Rounding.HALF_EVEN))
