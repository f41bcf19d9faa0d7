"""Principal and interest of each period, from the rate of each period: in minor units, exact.

Calendars and day counts stay outside (`plan.py`), so that any of them can drive these formulas.
Interest of a period is the balance times the period's rate, rounded once, half to even. The
principals add up to the loan exactly; the last period takes the cents that do not divide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rongqu.kernel.annuity import level_parts
from rongqu.kernel.ratios import PeriodRates, half_even
from rongqu.kernel.schedule.types import NO_GRACE, Grace, NeverAmortises, RepaymentMethod


class Part(NamedTuple):
    principal: int
    interest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a principal is paid back over periods, whatever their lengths are."""

    method: RepaymentMethod
    grace: Grace = NO_GRACE
    unit: int = 1
    shares_total: bool = False
    """Flat interest as a share of that of the whole term, which alone is exact."""


def compute_parts(shape: Shape, principal: int, rates: PeriodRates) -> list[Part]:
    """One part for each rate; `BULLET` takes a single rate, that of the whole term."""
    free = shape.grace.principal_periods
    parts = [
        Part(0, half_even(principal * each, rates.denominator)) for each in rates.numerators[:free]
    ]
    parts += _amortise(shape, principal, rates[free:] if free else rates)
    return _defer(parts, shape.grace.interest_periods)


def _amortise(shape: Shape, principal: int, rates: PeriodRates) -> list[Part]:
    match shape.method:
        case RepaymentMethod.EQUAL_INSTALMENT:
            return _equal_instalment(shape, principal, rates)
        case RepaymentMethod.EQUAL_PRINCIPAL:
            return _with_principals(principal, principal // len(rates), rates)
        case RepaymentMethod.INTEREST_ONLY | RepaymentMethod.BULLET:
            return _with_principals(principal, 0, rates)
        case RepaymentMethod.FLAT:
            flat = _share_total if shape.shares_total else _flat
            return flat(principal, rates, shape.unit)


def _equal_instalment(shape: Shape, principal: int, rates: PeriodRates) -> list[Part]:
    instalment, pairs = level_parts(principal, rates, shape.unit)
    parts = [Part(*pair) for pair in pairs]
    if min(parts).principal > 0:
        return parts
    return pay_at_most(principal, instalment, rates)


def pay_at_most(principal: int, instalment: int, rates: PeriodRates) -> list[Part]:
    """The same instalment until nothing is left. Where that is before the end, the last parts are
    nothing, never negative; where it is not, the last one takes the rest."""
    balance, parts = principal, list[Part]()
    for numerator in rates.numerators[:-1]:
        interest = half_even(balance * numerator, rates.denominator)
        repaid = min(instalment - interest, balance)
        if repaid <= 0 and balance:
            raise NeverAmortises(f"{instalment} does not pay the interest of {interest}")
        parts.append(Part(repaid, interest))
        balance -= repaid
    return [*parts, _last(balance, rates)]


def _with_principals(principal: int, each: int, rates: PeriodRates) -> list[Part]:
    balance, parts = principal, list[Part]()
    for numerator in rates.numerators[:-1]:
        parts.append(Part(each, half_even(balance * numerator, rates.denominator)))
        balance -= each
    return [*parts, _last(balance, rates)]


def _flat(principal: int, rates: PeriodRates, unit: int) -> list[Part]:
    """Interest of each period on the whole principal; principal and interest in equal sums, or,
    where interest alone varies by more than a principal, in equal principals."""
    periods = len(rates)
    interests = [half_even(principal * each, rates.denominator) for each in rates.numerators]
    instalment = half_even(principal + sum(interests), periods * unit) * unit
    repaid = [instalment - each for each in interests[:-1]]
    if min(repaid, default=0) < 0 or sum(repaid) > principal:
        repaid = [principal // periods] * (periods - 1)
    repaid.append(principal - sum(repaid))
    return [Part(*pair) for pair in zip(repaid, interests, strict=True)]


def _share_total(principal: int, rates: PeriodRates, unit: int) -> list[Part]:
    """Flat, where the interest of the whole term is rounded once and shared; the last part takes
    the rest of it. Principals are level, or, in bigger units than cents, instalments."""
    periods = len(rates)
    total = half_even(principal * sum(rates.numerators), rates.denominator)
    interest, repaid = half_even(total, periods), half_even(principal, periods)
    if unit > 1:
        repaid = half_even(principal + total, periods * unit) * unit - interest
    earlier = periods - 1
    rest = Part(principal - repaid * earlier, total - interest * earlier)
    return [*[Part(repaid, interest)] * earlier, rest]


def _last(balance: int, rates: PeriodRates) -> Part:
    return Part(balance, half_even(balance * rates.numerators[-1], rates.denominator))


def _defer(parts: list[Part], periods: int) -> list[Part]:
    """Interest of the first periods is due with the first one after them, or with the last."""
    if periods == 0:
        return parts
    until = min(periods, len(parts) - 1)
    deferred = sum(part.interest for part in parts[:until])
    due = parts[until]
    return [
        *(Part(part.principal, 0) for part in parts[:until]),
        Part(due.principal, due.interest + deferred),
        *parts[until + 1 :],
    ]
