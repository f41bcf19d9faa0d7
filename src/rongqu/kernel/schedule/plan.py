"""From the terms of a loan to its plan: due dates, the days between them, the parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate
from rongqu.kernel.ratios import PeriodRates, half_even_of
from rongqu.kernel.schedule.calendar import move, planned_days, regular_start
from rongqu.kernel.schedule.dated import Change, Drawn, Frame, Reset, compute_dated_parts
from rongqu.kernel.schedule.lease import LeaseTerms, compute_lease
from rongqu.kernel.schedule.parts import Part, Shape, compute_parts
from rongqu.kernel.schedule.structure import Lease
from rongqu.kernel.schedule.types import (
    BrokenPeriod,
    Instalment,
    RepaymentMethod,
    Terms,
)


def compute_schedule(terms: Terms) -> tuple[Instalment, ...]:
    """The plan before anything is paid. Raises NeverAmortises for a loan that would never end."""
    if terms.structure.lease is not None:
        return _as_rentals(terms, terms.structure.lease)
    days = planned_days(terms)
    moved = [terms.starts_on, *(move(day, terms.holidays) for day in days[1:])]
    interest_days = moved if terms.holidays.moves_interest else days
    if terms.drawdowns or terms.resets:
        parts = _dated(terms, interest_days)
    else:
        parts = _parts(terms, interest_days)
    return _as_lines(terms, moved, parts)


def _as_rentals(terms: Terms, lease: Lease) -> tuple[Instalment, ...]:
    """Monthly, at a twelfth of the yearly rate. The first rental in advance has no days before it,
    and the price to keep, where rentals are in arrears, none of its own."""
    since, lines = terms.starts_on, list[Instalment]()
    for rental in compute_lease(_lease_terms(terms, lease)):
        lines.append(
            Instalment(
                number=rental.number,
                starts_on=since,
                due_on=rental.due_on,
                principal=rental.principal,
                interest=rental.interest,
                balance=rental.balance,
            )
        )
        since = rental.due_on
    return tuple(lines)


def _lease_terms(terms: Terms, lease: Lease) -> LeaseTerms:
    return LeaseTerms(
        price=terms.principal,
        down_payment=Money.zero(terms.principal.currency),
        deposit=lease.deposit,
        residual=lease.residual,
        period_rate=Fraction(terms.rate.yearly) / 12,
        rentals=terms.months,
        months_each=1,
        starts_on=terms.starts_on,
        in_advance=lease.in_advance,
    )


def period_rate(rate: Rate, months: int, starts_on: date, ends_on: date) -> Fraction:
    """What a balance of 1 earns in a period of whole months.

    Where the contract counts months of thirty days, a period of whole months is that many
    twelfths of the year, whatever its last day is; else the days decide.
    """
    if rate.day_count.has_months_of_thirty_days:
        return Fraction(rate.yearly) * months / 12
    return rate.part(starts_on, ends_on)


def _parts(terms: Terms, days: Sequence[date]) -> list[Part]:
    shape = Shape(method=terms.method, grace=terms.grace, unit=terms.unit)
    rates = _period_rates(terms, days)
    if terms.first_due_on is None or terms.broken_period is BrokenPeriod.SPREAD:
        return compute_parts(shape, terms.principal.minor, _common(rates))
    regular = period_rate(terms.rate, 1, regular_start(terms), days[1])
    parts = compute_parts(shape, terms.principal.minor, _common([regular, *rates[1:]]))
    broken = half_even_of(terms.principal.minor * (rates[0] - regular))
    return _place_broken(terms.broken_period, parts, broken)


def _place_broken(where: BrokenPeriod, parts: list[Part], broken: int) -> list[Part]:
    """The interest of the days by which the first period differs, on top of the regular parts."""
    shares = [0] * len(parts)
    if where is BrokenPeriod.EVENLY:
        each = broken // len(parts)
        shares = [each] * len(parts)
        shares[-1] += broken - each * len(parts)
    elif where is BrokenPeriod.FIRST:
        shares[0] = broken
    return [
        Part(part.principal, part.interest + share)
        for part, share in zip(parts, shares, strict=True)
    ]


def upfront_interest(terms: Terms) -> Money:
    """What is kept back of the payout for the broken period, where the terms say so."""
    if terms.first_due_on is None or terms.broken_period is not BrokenPeriod.UPFRONT:
        return Money.zero(terms.principal.currency)
    exact = terms.principal.minor * terms.rate.part(terms.starts_on, regular_start(terms))
    return Money(half_even_of(exact), terms.principal.currency)


def _period_rates(terms: Terms, days: Sequence[date]) -> list[Fraction]:
    """A first period of another length than a month, and periods moved by holidays, count days."""
    months = terms.months if terms.method is RepaymentMethod.BULLET else 1
    by_days = terms.holidays.moves_interest
    if terms.rate.day_count.has_months_of_thirty_days and not by_days:
        rates = [period_rate(terms.rate, months, days[0], days[1])] * (len(days) - 1)
    else:
        rates = [terms.rate.part(*period) for period in pairwise(days)]
    if terms.first_due_on is not None and regular_start(terms) != terms.starts_on:
        rates[0] = terms.rate.part(days[0], days[1])
    return rates


def _common(rates: Sequence[Fraction]) -> PeriodRates:
    first = rates[0]
    if all(rate is first or rate == first for rate in rates):
        return PeriodRates.level(first, len(rates))
    return PeriodRates.of(rates)


def _dated(terms: Terms, days: Sequence[date]) -> list[Part]:
    periods = list(pairwise(days))
    months = terms.months if terms.method is RepaymentMethod.BULLET else 1

    def piece_rate(number: int, starts_on: date, ends_on: date, yearly: Fraction) -> Fraction:
        whole = (starts_on, ends_on) == periods[number]
        day_count = terms.rate.day_count
        if whole and day_count.has_months_of_thirty_days and terms.first_due_on is None:
            return yearly * months / 12
        return yearly * day_count.part(starts_on, ends_on)

    changes: list[tuple[date, Change]] = [
        (each.drawn_on, Drawn(on=each.drawn_on, amount=each.amount.minor))
        for each in terms.drawdowns
    ]
    changes += [
        (each.resets_on, Reset(on=each.resets_on, yearly=Fraction(each.rate.yearly)))
        for each in terms.resets
    ]
    changes.sort(key=lambda change: change[0])
    payout = Drawn(on=terms.starts_on, amount=terms.principal.minor)
    known = [payout, *(change for _, change in changes)]
    frame = Frame(
        periods=periods,
        yearly=Fraction(terms.rate.yearly),
        piece_rate=piece_rate,
        method=terms.method,
        unit=terms.unit,
    )
    return compute_dated_parts(frame, known)


def _as_lines(terms: Terms, days: Sequence[date], parts: Sequence[Part]) -> tuple[Instalment, ...]:
    currency, balance, lines = terms.principal.currency, 0, list[Instalment]()
    drawn = [(terms.starts_on, terms.principal.minor)]
    drawn += [(each.drawn_on, each.amount.minor) for each in terms.drawdowns]
    for number, ((starts_on, due_on), part) in enumerate(
        zip(pairwise(days), parts, strict=True), start=1
    ):
        is_last = number == len(parts)
        balance += sum(
            amount for on, amount in drawn if starts_on <= on and (on < due_on or is_last)
        )
        balance -= part.principal
        lines.append(
            Instalment(
                number=number,
                starts_on=starts_on,
                due_on=due_on,
                principal=Money(part.principal, currency),
                interest=Money(part.interest, currency),
                balance=Money(balance, currency),
            )
        )
    return tuple(lines)
