"""Equal instalments of a whole portfolio: every loan of the same rate and term in one go.

The same whole-number arithmetic as `kernel/annuity.py`, a column of 64-bit integers a period. Only
the first guess of the instalment is a float: where that could be wrong by a cent, which its error
bound tells, it is worked out exactly. Loans that the columns cannot hold, and those that rounding
pays off early, go to the engine one by one, so the answer is always the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongqu.kernel.annuity import annuity_of
from rongqu.kernel.ratios import PeriodRates
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.kernel.schedule.parts import Shape, compute_parts

Cents = NDArray[np.int64]
LARGEST = 2**62
"""Of 2 · balance · numerator: so that nothing overflows a BIGINT."""
ERROR = 4 * np.finfo(np.float64).eps
"""Of a product of two floats that are themselves rounded, in parts of it; generous."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Minor units; a row a loan, a column a period."""

    principal: Cents
    interest: Cents


def compute_level_plans(principals: Cents, rates: PeriodRates) -> Plans:
    """Raises NeverAmortises where a loan of them would never end."""
    periods = len(rates)
    if int(principals.max(initial=0)) * 2 * max(rates.numerators, default=0) >= LARGEST:
        return _one_by_one(principals, rates)
    instalments = _first_guess(principals, rates)
    plans, over = _plans_at(principals, rates, instalments)
    while True:
        rows: Any = np.flatnonzero(2 * np.abs(over) >= periods)
        if rows.size == 0:
            break
        shifted = instalments[rows] + _half_even(over[rows], periods)
        again, closer = _plans_at(principals[rows], rates, shifted)
        better = np.abs(closer) < np.abs(over[rows])
        kept, left = rows[better], rows[~better]
        instalments[kept] = shifted[better]
        plans.principal[kept], plans.interest[kept] = (
            again.principal[better],
            again.interest[better],
        )
        over[kept] = closer[better]
        over[left] = 0
    return _mend(plans, principals, rates)


def _first_guess(principals: Cents, rates: PeriodRates) -> Cents:
    growth, factor = annuity_of(rates)
    exact = principals * (growth / factor)
    guess = np.rint(exact).astype(np.int64)
    doubtful = np.abs(np.abs(exact - np.floor(exact)) - 0.5) <= exact * ERROR + ERROR
    for row in np.flatnonzero(doubtful):
        twice, half = 2 * int(principals[row]) * growth + factor, 2 * factor
        quotient, rest = divmod(twice, half)
        guess[row] = quotient - 1 if rest == 0 and quotient & 1 else quotient
    return guess


def _plans_at(principals: Cents, rates: PeriodRates, instalments: Cents) -> tuple[Plans, Cents]:
    """The last column takes the rest; also told is how much more than the others that is."""
    shape = (principals.size, len(rates))
    repaid, interests = np.empty(shape, np.int64, "F"), np.empty(shape, np.int64, "F")
    balance = principals.copy()
    for period, numerator in enumerate(rates.numerators):
        interest = _half_even(balance * numerator, rates.denominator)
        part = instalments - interest
        balance -= part
        interests[:, period], repaid[:, period] = interest, part
    repaid[:, -1] += balance
    return Plans(repaid, interests), balance


def _half_even(numerators: Cents, denominator: int) -> Cents:
    """As `ratios.half_even`; a tie is where doubling and halving leaves nothing."""
    twice = 2 * numerators + denominator
    rounded = twice // (2 * denominator)
    if denominator % 2:
        return rounded
    tie = (rounded & 1) & (rounded * (2 * denominator) == twice)
    return rounded - tie


def _mend(plans: Plans, principals: Cents, rates: PeriodRates) -> Plans:
    """What rounding pays off early, and what would never end, the engine decides."""
    if plans.principal.size and int(plans.principal.min()) > 0:
        return plans
    for row in np.flatnonzero(plans.principal.min(axis=1, initial=1) <= 0):
        _write(plans, int(row), int(principals[row]), rates)
    return plans


def _one_by_one(principals: Cents, rates: PeriodRates) -> Plans:
    shape = (principals.size, len(rates))
    plans = Plans(np.empty(shape, np.int64), np.empty(shape, np.int64))
    for row, principal in enumerate(principals):
        _write(plans, row, int(principal), rates)
    return plans


def _write(plans: Plans, row: int, principal: int, rates: PeriodRates) -> None:
    parts = compute_parts(Shape(method=RepaymentMethod.EQUAL_INSTALMENT), principal, rates)
    plans.principal[row] = [part.principal for part in parts]
    plans.interest[row] = [part.interest for part in parts]
