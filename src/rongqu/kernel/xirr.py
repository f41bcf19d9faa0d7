"""What money cost or earned in a year, from dated flows: XNPV, XNFV and XIRR.

The net present value is Σ flowᵢ / (1+rate)^tᵢ with tᵢ years since the first day (ACT/365 fixed, as
spreadsheets count); XIRR is a rate at which it is nothing. Figures, not amounts: floats are right
here, and the answer is refined until the value at it is nothing to the last digits.

Flows may have several such rates, or none. Found is the one that Newton's method reaches from a
small guess, as in spreadsheets: a gain where more comes back than was put in, else a loss. Where it
runs away, the whole range is searched for changes of sign, and the one nearest to nothing holds.
None means that no rate between -100 % and a hundred-millionfold does it, to a float's precision.
Over decades such rates make worths that no float holds: the search weighs flows by the largest of
their discount factors, which changes no sign. Source: the XIRR of spreadsheets as `pyxirr`
publishes it in its samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import exp, expm1, fsum, inf, isfinite, log, log1p, nan

from rongqu.kernel.day_counts import NO_FRAME, Convention, Frame, year_part

Flow = tuple[date, float]

GUESS = 0.1
ROUNDS = 100
NOTHING, SLIGHTLY = 1e-3, 1e-12
"""A value counts as nothing below a tenth of a fen in all; a step this small ends the search."""
LOWEST, HIGHEST = -0.999_999_999_999_999, 1e8
STEPS = 500
"""Of the search between these, alike in the logarithm of 1 + rate."""


def xnpv(flows: Sequence[Flow], rate: float, convention: Convention = Convention.ACT_365F) -> float:
    """Worth of the flows on the first day."""
    return _value(_timed(flows, convention), rate)


def xnfv(flows: Sequence[Flow], rate: float) -> float:
    """Worth of the flows on the last day."""
    timed = _timed(flows, Convention.ACT_365F)
    last = max(years for years, _ in timed)
    return fsum(amount * _power(rate, last - years) for years, amount in timed)


def xirr(flows: Sequence[Flow], convention: Convention = Convention.ACT_365F) -> float | None:
    """A fraction: 0.1 is 10 % a year. None: the flows are all of one sign, or no rate fits."""
    amounts = [amount for _, amount in flows]
    if not amounts or min(amounts) >= 0 or max(amounts) <= 0:
        return None
    timed = _timed(flows, convention)
    is_loss = fsum(amounts) < 0
    found = _newton(timed, -GUESS if is_loss else GUESS)
    if found is None or (is_loss and found > 0):
        return next(_searched(timed, is_loss=is_loss), found)
    return found


def _timed(flows: Sequence[Flow], convention: Convention) -> list[tuple[float, float]]:
    first = min(day for day, _ in flows)
    return [(float(_years(convention, first, day)), amount) for day, amount in flows]


def _years(convention: Convention, first: date, day: date) -> float:
    frame = Frame(period_ends_on=day) if convention is Convention.ACT_365_L else NO_FRAME
    return float(year_part(convention, first, day, frame))


def _value(timed: Sequence[tuple[float, float]], rate: float) -> float:
    return _sum(amount * _power(rate, -years) for years, amount in timed)


def _slope(timed: Sequence[tuple[float, float]], rate: float) -> float:
    return _sum(-years * amount * _power(rate, -years - 1) for years, amount in timed)


def _sum(terms: Iterable[float]) -> float:
    """Not a number where a float does not hold them: infinities of both signs have no sum."""
    try:
        return fsum(terms)
    except (OverflowError, ValueError):
        return nan


def _power(rate: float, years: float) -> float:
    """(1 + rate)^years."""
    try:
        return (1 + rate) ** years
    except OverflowError:
        return inf


def _is_root(timed: Sequence[tuple[float, float]], rate: float) -> bool:
    return isfinite(rate) and rate > -1 and abs(_value(timed, rate)) < NOTHING


def _newton(timed: Sequence[tuple[float, float]], guess: float) -> float | None:
    rate = guess
    for _ in range(ROUNDS):
        slope = _slope(timed, rate)
        value = _value(timed, rate)
        if slope == 0 or not isfinite(slope) or not isfinite(value):
            return None
        step = value / slope
        rate -= step
        if not isfinite(rate) or rate <= -1:
            return None
        if abs(step) < SLIGHTLY:
            break
    return rate if _is_root(timed, rate) else None


def _searched(timed: Sequence[tuple[float, float]], *, is_loss: bool) -> Iterator[float]:
    """Rates at which the worth changes its sign: losses first for a loss, then gains, those nearest
    to nothing first."""
    first, last = log1p(LOWEST), log(HIGHEST)
    steps = [first + (last - first) * step / STEPS for step in range(STEPS + 1)]
    signs = [_weighed(timed, step) for step in steps]
    changes = [
        ends
        for ends, (low, high) in zip(pairwise(steps), pairwise(signs), strict=True)
        if low * high <= 0
    ]
    for low, high in sorted(changes, key=lambda ends: (is_loss and ends[0] > 0, abs(ends[0]))):
        rate = expm1(_halve(timed, low, high))
        if _is_root(timed, rate):
            yield rate


def _halve(timed: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """An interval at whose ends the signs differ, until it cannot be halved."""
    at_low = _weighed(timed, low)
    while (middle := (low + high) / 2) not in {low, high}:
        at_middle = _weighed(timed, middle)
        if at_low * at_middle <= 0:
            high = middle
        else:
            low, at_low = middle, at_middle
    return high


def _weighed(timed: Sequence[tuple[float, float]], log_rate: float) -> float:
    """The worth over the largest discount factor: of the same sign, and never beyond a float."""
    exponents = [-log_rate * years for years, _ in timed]
    largest = max(exponents)
    return fsum(
        amount * exp(exponent - largest)
        for exponent, (_, amount) in zip(exponents, timed, strict=True)
    )
