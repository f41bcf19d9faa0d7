"""Plans whose balance or rate changes on the way: tranches, resets of a floating rate, pauses.

A period is cut where something changes. Its interest is the sum over its pieces of the balance
times the piece's rate, rounded once. A change plans again the period it falls into and those after
it: the instalment is that of `annuity.py` over their rates, on the principal owed at the start of
the first of them and all that is drawn in it; what was due before stays as it was. (The rule of
Apache Fineract's progressive schedules, against whose published cases it is held.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from rongqu.kernel.ratios import half_even, half_even_of
from rongqu.kernel.schedule.parts import Part
from rongqu.kernel.schedule.types import RepaymentMethod

PieceRate = Callable[[int, date, date, Fraction], Fraction]
"""Number of a period, the days of a piece, the yearly rate -> what a balance of 1 earns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Money paid out on a day; on a due day it belongs to the period that begins with it."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """The yearly rate from a day on."""

    on: date
    yearly: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No interest in these days; the instalments stay, so the last one falls."""

    starts_on: date
    ends_on: date


Change = Drawn | Reset | Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a dated plan is made in. `unpaid_until`: no instalment was paid before that day, and
    interest runs on their principal too."""

    periods: Sequence[tuple[date, date]]
    yearly: Fraction
    piece_rate: PieceRate
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT
    unit: int = 1
    unpaid_until: date | None = None


@dataclass(slots=True)
class _Plan:
    """What has been decided so far. `levels`: the instalment of each period, or, where principals
    are level, its principal."""

    frame: Frame
    levels: list[int]
    yearly: list[tuple[date, Fraction]]
    drawn: list[Drawn] = field(default_factory=list[Drawn])
    pauses: list[Pause] = field(default_factory=list[Pause])

    @property
    def last(self) -> int:
        return len(self.frame.periods) - 1


def compute_dated_parts(frame: Frame, changes: Sequence[Change]) -> list[Part]:
    """`changes` in the order in which they became known, the first payout first; each is planned
    for as if those after it were not known yet. Flat loans have no such plan: ValueError."""
    if frame.method is RepaymentMethod.FLAT:
        raise ValueError("interest on the first principal until the end knows no change of it")
    plan = _Plan(frame, [0] * len(frame.periods), [(date.min, frame.yearly)])
    for change in changes:
        match change:
            case Drawn():
                plan.drawn.append(change)
                _plan_again(plan, _period_of(plan, change.on))
            case Reset():
                plan.yearly.append((change.on, change.yearly))
                _plan_again(plan, _period_of(plan, change.on))
            case Pause():
                plan.pauses.append(change)
    return _parts(plan, frame.unpaid_until)


def _period_of(plan: _Plan, day: date) -> int:
    """Where a change on a day belongs; one on the last due day belongs to the last period."""
    for number, (_, ends_on) in enumerate(plan.frame.periods):
        if day < ends_on:
            return number
    return plan.last


def _plan_again(plan: _Plan, first: int) -> None:
    method, unit = plan.frame.method, plan.frame.unit
    if method is RepaymentMethod.EQUAL_INSTALMENT:
        level = half_even_of(_exact_instalment(plan, first) / unit) * unit
        _set(plan, first, level)
        _even_out(plan, first, level)
    elif method is RepaymentMethod.EQUAL_PRINCIPAL:
        _set(plan, first, _owed_at(plan, first) // (plan.last + 1 - first))


def _exact_instalment(plan: _Plan, first: int) -> Fraction:
    growth, factor = Fraction(1), Fraction(1)
    for number in range(first, plan.last + 1):
        rate = 1 + _whole_rate(plan, number)
        growth *= rate
        factor = factor * rate + 1 if number > first else factor
    return _owed_at(plan, first) * growth / factor


def _even_out(plan: _Plan, first: int, level: int) -> None:
    limit = (plan.last + 1 - first) * plan.frame.unit
    difference = _over_at_the_end(plan)
    while 2 * abs(difference) >= limit:
        shifted = level + half_even(difference, limit) * plan.frame.unit
        _set(plan, first, shifted)
        closer = _over_at_the_end(plan)
        if abs(closer) >= abs(difference):
            _set(plan, first, level)
            return
        level, difference = shifted, closer


def _set(plan: _Plan, first: int, level: int) -> None:
    plan.levels[first:] = [level] * (plan.last + 1 - first)


def _over_at_the_end(plan: _Plan) -> int:
    """How much more than the others the last instalment is."""
    last = _parts(plan)[-1]
    return last.principal + last.interest - plan.levels[-1]


def _owed_at(plan: _Plan, number: int) -> int:
    """At the start of a period, with all that is drawn in it."""
    earlier = sum(part.principal for part in _parts(plan)[:number])
    drawn = sum(each.amount for each in plan.drawn if _period_of(plan, each.on) <= number)
    return drawn - earlier


def _parts(plan: _Plan, unpaid_until: date | None = None) -> list[Part]:
    balance, parts = 0, list[Part]()
    levels_interest = plan.frame.method is RepaymentMethod.EQUAL_INSTALMENT
    for number, level in enumerate(plan.levels):
        overdue = sum(part.principal for part in parts)
        interest = _interest(plan, number, balance, (overdue, unpaid_until))
        balance += sum(each.amount for each in plan.drawn if _period_of(plan, each.on) == number)
        wanted = level - interest if levels_interest else level
        repaid = balance if number == plan.last else max(0, min(wanted, balance))
        parts.append(Part(repaid, interest))
        balance -= repaid
    return parts


def _interest(
    plan: _Plan, number: int, balance: int, unpaid: tuple[int, date | None] = (0, None)
) -> int:
    """`balance` as planned at the start of the period; what is unpaid bears interest too."""
    overdue, until = unpaid
    exact = Fraction(0)
    for starts_on, ends_on in _pieces(plan, number, until):
        owed = balance + sum(
            each.amount
            for each in plan.drawn
            if each.on <= starts_on and _period_of(plan, each.on) == number
        )
        if until is not None and ends_on <= until:
            owed += overdue
        exact += owed * _piece_rate(plan, number, starts_on, ends_on)
    return half_even_of(exact)


def _whole_rate(plan: _Plan, number: int) -> Fraction:
    """Of a balance of 1 over the whole period: pauses are not planned for."""
    starts_on, ends_on = plan.frame.periods[number]
    resets = sorted({on for on, _ in plan.yearly if starts_on < on < ends_on})
    return sum(
        (
            plan.frame.piece_rate(number, first, last, _yearly_on(plan, first))
            for first, last in pairwise([starts_on, *resets, ends_on])
        ),
        Fraction(0),
    )


def _pieces(plan: _Plan, number: int, until: date | None) -> list[tuple[date, date]]:
    starts_on, ends_on = plan.frame.periods[number]
    cuts = {each.on for each in plan.drawn} | {on for on, _ in plan.yearly}
    cuts |= {on for pause in plan.pauses for on in (pause.starts_on, pause.ends_on)}
    if until is not None:
        cuts.add(until)
    inside = sorted(on for on in cuts if starts_on < on < ends_on)
    return list(pairwise([starts_on, *inside, ends_on]))


def _piece_rate(plan: _Plan, number: int, starts_on: date, ends_on: date) -> Fraction:
    if any(each.starts_on <= starts_on and ends_on <= each.ends_on for each in plan.pauses):
        return Fraction(0)
    return plan.frame.piece_rate(number, starts_on, ends_on, _yearly_on(plan, starts_on))


def _yearly_on(plan: _Plan, day: date) -> Fraction:
    """Of several from the same day the latest to become known holds."""
    known = [(on, place, yearly) for place, (on, yearly) in enumerate(plan.yearly) if on <= day]
    return max(known, key=lambda each: each[:2])[2]
