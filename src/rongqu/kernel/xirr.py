"""What money cost or earned in a year, from dated flows: XNPV, XNFV and XIRR.

The net present value is Σ flowᵢ / (1+rate)^tᵢ with tᵢ years since the first day (ACT/365 fixed, as
spreadsheets count); XIRR is a rate at which it is nothing. Figures, not amounts: floats are right
here, and the answer is refined until the value at it is nothing to the last digits.

Flows may have several such rates, or none. Found is the one nearest to nothing, as spreadsheets do
that start from a small guess; None means that no rate between -100 % and a hundred-millionfold does
it. Source: the XIRR of spreadsheets as `pyxirr` publishes it in its samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum, inf, isfinite

from rongqu.kernel.day_counts import NO_FRAME, Convention, Frame, year_part

Flow = tuple[date, float]

GUESS = 0.1
GUESSES = (GUESS, *(x / 100 for x in range(-99, 100, 3)))
"""Newton's method is begun at these, one after the other; the first is the spreadsheets' own."""
ROUNDS = 100
NOTHING, SLIGHTLY = 1e-3, 1e-12
"""A value counts as nothing below a tenth of a fen in all; a step this small ends the search."""
LOWEST, HIGHEST = -0.999_999_999_999_999, 100.0
"""Between these the search goes by bisection, where Newton's method runs away."""


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
    found = _newton(timed, GUESS)
    if found is None:
        found = _bisect(timed, LOWEST, HIGHEST)
    others = (_newton(timed, guess) for guess in GUESSES if found is None)
    return found if found is not None else next((each for each in others if each is not None), None)


def _timed(flows: Sequence[Flow], convention: Convention) -> list[tuple[float, float]]:
    first = min(day for day, _ in flows)
    return [(float(_years(convention, first, day)), amount) for day, amount in flows]


def _years(convention: Convention, first: date, day: date) -> float:
    frame = Frame(period_ends_on=day) if convention is Convention.ACT_365_L else NO_FRAME
    return float(year_part(convention, first, day, frame))


def _value(timed: Sequence[tuple[float, float]], rate: float) -> float:
    return fsum(amount * _power(rate, -years) for years, amount in timed)


def _slope(timed: Sequence[tuple[float, float]], rate: float) -> float:
    return fsum(-years * amount * _power(rate, -years - 1) for years, amount in timed)


def _power(rate: float, years: float) -> float:
    """(1 + rate)^years; beyond what a float holds it is infinite."""
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


def _bisect(timed: Sequence[tuple[float, float]], low: float, high: float) -> float | None:
    """Halves an interval at whose ends the signs differ, until it cannot be halved."""
    at_low = _value(timed, low)
    if at_low * _value(timed, high) > 0:
        return None
    while (middle := (low + high) / 2) not in {low, high}:
        at_middle = _value(timed, middle)
        if at_low * at_middle <= 0:
            high = middle
        else:
            low, at_low = middle, at_middle
    return high if _is_root(timed, high) else None
