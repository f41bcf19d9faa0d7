"""Tables of Apache Fineract against `kernel/schedule`: first schedules, its progressive engine.

What is Fineract's own is here: its day counts, down payments, and the inputs that its scenarios
leave to the product, of which the product's name tells some. Where an input is not given at all,
the one value is looked for that explains every line of the table, and the verdict says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import isleap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from rongqu.kernel.money import Money
from rongqu.kernel.ratios import PeriodRates, half_even_of
from rongqu.kernel.schedule import Grace, RepaymentMethod
from rongqu.kernel.schedule.dated import Change, Drawn, Frame, Pause, Reset, compute_dated_parts
from rongqu.kernel.schedule.parts import Part, Shape, compute_parts
from tests.vectors.verdicts import Case, Outcome, OutOfScope, Verdict

ONE_DAY = timedelta(days=1)
Periods = Sequence[tuple[date, date]]
PERIODS_A_YEAR = {"YEARS": 1, "MONTHS": 12, "WEEKS": 52}
THIRTY_DAYS = {"YEARS": 360, "MONTHS": 30, "WEEKS": 7, "DAYS": 1}
"""Of a unit, where months have thirty days."""

IN_CENTS = "instalments in cents: the product overrides the unit"
LATER_DAY = "taken on a later business day: interest also runs on what was due and unpaid until it"
MISSING_DAYS = "the days of month and year, which are missing: 30/360, or actual days"
LEAP_RULE = "366 days only for the period with 29 February, as the test's name says"
OTHER_SHARE = "the down payment is another share than its inputs give"
OTHER_SUM = "what is expected adds up to another sum than its inputs pay out"
OTHER_RATE = "the table is that of another rate than its inputs give"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a product counts days."""

    yearly: Fraction
    by_period: bool
    month: str | None
    year: str | None
    every: int
    unit: str
    leap_day_only: bool = False
    from_disbursement: bool = False


def settings_of(case: Case, name: str) -> Settings:
    return Settings(
        yearly=Fraction(case["annual_rate_pct"] or 0) / 100,
        by_period=case["interest_period"] == "SAME_AS_REPAYMENT_PERIOD",
        month=case.get("days_in_month"),
        year=case.get("days_in_year"),
        every=int(case["repay_every"]),
        unit=case["repay_unit"],
        leap_day_only="leap_year_rule" in case and "LEAP_YEAR" in name,
        from_disbursement="RECOGNITION_DISBURSEMENT" in name
        or "RecognitionFromDisbursementDate_true" in name,
    )


def piece_rate_of(settings: Settings, periods: Periods) -> Callable[..., Fraction]:
    """Its rate factors: nominal periods in proportion to their days, or days over a year's."""

    def piece_rate(number: int, starts_on: date, ends_on: date, yearly: Fraction) -> Fraction:
        days, whole = (ends_on - starts_on).days, _days(periods[number])
        if settings.by_period and settings.unit in PERIODS_A_YEAR:
            share = Fraction(settings.every, PERIODS_A_YEAR[settings.unit])
            return yearly * share * Fraction(days, whole)
        if settings.month == "30":
            each = THIRTY_DAYS[settings.unit] * settings.every
            return yearly * each / int(settings.year or 360) * Fraction(days, whole)
        if settings.year == "ACTUAL":
            return yearly * _actual_years(settings, periods[number], starts_on, ends_on)
        if settings.year is None:
            raise OutOfScope("days of the year missing in the source")
        return yearly * Fraction(days, int(settings.year))

    return piece_rate


def _days(period: tuple[date, date]) -> int:
    return (period[1] - period[0]).days


def _actual_years(
    settings: Settings, period: tuple[date, date], starts_on: date, ends_on: date
) -> Fraction:
    """Days of (start, end], or of [start, end) where interest is recognised from disbursement."""
    shift = timedelta(0) if settings.from_disbursement else ONE_DAY
    first, last = starts_on + shift, ends_on + shift
    if settings.leap_day_only and not _has_leap_day(period):
        return Fraction((last - first).days, 365)
    parts = Fraction(0)
    while first < last:
        until = min(last, date(first.year + 1, 1, 1))
        parts += Fraction((until - first).days, 366 if isleap(first.year) else 365)
        first = until
    return parts


def _has_leap_day(period: tuple[date, date]) -> bool:
    starts_on, ends_on = period
    return any(
        starts_on < date(year, 2, 29) <= ends_on
        for year in range(starts_on.year, ends_on.year + 1)
        if isleap(year)
    )


# First schedules --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A published schedule: inputs in our terms, and the parts that are expected."""

    settings: Settings
    periods: Periods
    drawn: tuple[Drawn, ...]
    flat_base: int
    unit: int
    is_flat: bool
    is_progressive: bool
    shape: Shape
    """Of declining balances; flat interest shares its sums in Fineract's way."""
    expected: list[Part]


def judge_schedules(cases: Sequence[Case]) -> Iterator[Verdict]:
    for case in cases:
        yield Verdict("loan_schedules", case["id"], *_judge_schedule(case))


def _judge_schedule(case: Case) -> tuple[Outcome, str]:
    try:
        table = _read(case)
        for assumption, candidate in _candidates(table):
            if _compute(candidate) == table.expected:
                return (Outcome.ASSUMING if assumption else Outcome.MATCHED), assumption
        if any(_explained_by_a_day(candidate) for _, candidate in _candidates(table)):
            return Outcome.ASSUMING, LATER_DAY
        return Outcome.DIFFERING, _cause(table)
    except OutOfScope as reason:
        return Outcome.OUT_OF_SCOPE, str(reason)


def _read(case: Case) -> Table:
    """A tranche that is only expected is shown in the table, but not planned for."""
    paid_out = {day for day, _ in case["disbursements"]}
    payouts = [line for line in case["schedule"] if not line["nr"] and line["date"] in paid_out]
    lines = [line for line in case["schedule"] if line["nr"]]
    drawn = [Drawn(on=_day(line), amount=_minor(line["balance"])) for line in payouts]
    if int(case.get("interest_free") or 0):
        raise OutOfScope("periods that bear no interest")
    down = [line for line in lines if case["down_payment"] and line["days"] == 0]
    unit = 100 * int(case.get("instalment_multiple_of") or 0) or 1
    shares = [half_even_of(each.amount * _percent(case) / 100 / unit) * unit for each in drawn]
    regular = lines[len(down) :]
    left = [
        replace(each, amount=each.amount - paid)
        for each, paid in zip(drawn, shares if down else [0] * len(drawn), strict=True)
    ]
    days = [min(_day(line) for line in payouts), *(_day(line) for line in regular)]
    return Table(
        settings=settings_of(case, case["product"]),
        periods=list(pairwise(days)),
        drawn=tuple(left),
        flat_base=sum(each.amount for each in drawn),
        unit=unit,
        is_flat=case["interest_type"] == "FLAT",
        is_progressive="PROGRESSIVE" in (case.get("schedule_type") or ""),
        shape=_shape_of(case, unit),
        expected=[Part(_minor(line["principal"]), _minor(line["interest"])) for line in regular],
    )


def _shape_of(case: Case, unit: int) -> Shape:
    is_level = case["amortization"] == "EQUAL_INSTALLMENTS"
    grace = Grace(
        principal_periods=int(case.get("grace_principal") or 0),
        interest_periods=int(case.get("grace_interest") or 0),
    )
    method = RepaymentMethod.EQUAL_INSTALMENT if is_level else RepaymentMethod.EQUAL_PRINCIPAL
    return Shape(method=method, grace=grace, unit=unit if is_level else 1)


def _candidates(table: Table) -> Iterator[tuple[str, Table]]:
    """As the inputs say; then with what the product may set otherwise."""
    if table.settings.year is None and not table.settings.by_period:
        for month, year in (("30", "360"), ("ACTUAL", "ACTUAL"), ("ACTUAL", "365")):
            settings = replace(table.settings, month=month, year=year)
            yield MISSING_DAYS, replace(table, settings=settings)
        return
    yield "", table
    if table.unit > 1:
        yield IN_CENTS, replace(table, unit=1, shape=replace(table.shape, unit=1))


def _compute(table: Table, unpaid_until: date | None = None) -> list[Part]:
    piece_rate = piece_rate_of(table.settings, table.periods)
    yearly, shape = table.settings.yearly, table.shape
    if not table.is_flat and (len(table.drawn) > 1 or unpaid_until):
        frame = Frame(
            periods=table.periods,
            yearly=yearly,
            piece_rate=piece_rate,
            method=shape.method,
            unit=shape.unit,
            unpaid_until=unpaid_until,
        )
        return compute_dated_parts(frame, table.drawn)
    rates = PeriodRates.of(
        [piece_rate(number, *period, yearly) for number, period in enumerate(table.periods)]
    )
    principal = _principal(table)
    if table.is_flat:
        shape = Shape(
            method=RepaymentMethod.FLAT, unit=table.unit, shares_total=not table.is_progressive
        )
        if not table.is_progressive and table.flat_base != principal:
            rates = PeriodRates.of(
                [
                    Fraction(numerator * table.flat_base, rates.denominator * principal)
                    for numerator in rates.numerators
                ]
            )
    return compute_parts(shape, principal, rates)


def _explained_by_a_day(table: Table) -> bool:
    """Interest in all grows with the day until which nothing was paid: found by halving."""
    if table.is_flat or table.settings.year is None:
        return False
    first, last = table.periods[0][1], table.periods[-1][1]
    days = [first + ONE_DAY * each for each in range((last - first).days + 1)]
    wanted = _interest(table.expected)
    place = bisect_left(days, wanted, key=lambda day: _interest(_compute(table, day)))
    near = days[max(0, place - 1) : place + 4]
    return any(_compute(table, day) == table.expected for day in near)


def _interest(parts: Sequence[Part]) -> int:
    return sum(part.interest for part in parts)


def _cause(table: Table) -> str:
    if _principal(table) != sum(part.principal for part in table.expected):
        return OTHER_SHARE
    return OTHER_RATE if _explained_by_a_rate(table) else ""


def _principal(table: Table) -> int:
    return sum(each.amount for each in table.drawn)


def _explained_by_a_rate(table: Table) -> bool:
    """Of whole hundredths of a percent; the first interest says near which."""
    principal, first = _principal(table), table.expected[0].interest
    one = piece_rate_of(table.settings, table.periods)(0, *table.periods[0], Fraction(1))
    about = round(Fraction(first, principal) / one * 10_000)
    return any(
        _compute(replace(table, settings=replace(table.settings, yearly=Fraction(bps, 10_000))))
        == table.expected
        for bps in range(max(0, about - 50), about + 51)
    )


def _day(line: Case) -> date:
    return date.fromisoformat(line["date"])


def _minor(amount: str) -> int:
    return Money.parse(amount, "CNY").minor


def _percent(case: Case) -> Fraction:
    digits = re.search(r"[\d.]+", str(case.get("down_payment_pct") or "0"))
    return Fraction(digits.group()) if digits else Fraction(0)


# The progressive engine ---------------------------------------------------------------------------

UNIT_TESTS = "progressive_emi"


def judge_instalments(cases: Sequence[Case]) -> Iterator[Verdict]:
    """Each expectation is that of the changes before it."""
    for case in cases:
        yield Verdict(UNIT_TESTS, case["name"], *_judge_events(case))


def _judge_events(case: Case) -> tuple[Outcome, str]:
    try:
        if not case["inputs_complete"]:
            raise OutOfScope("inputs missing in the source")
        settings = settings_of(case["settings"], case["name"])
        if _agrees(case, settings):
            return Outcome.MATCHED, ""
        if "leap_year_only" in case["name"]:
            by_rule = replace(settings, leap_day_only=True)
            if _agrees(case, by_rule):
                return Outcome.ASSUMING, LEAP_RULE
        return Outcome.DIFFERING, "" if _adds_up(case) else OTHER_SUM
    except OutOfScope as reason:
        return Outcome.OUT_OF_SCOPE, str(reason)


def _agrees(case: Case, settings: Settings) -> bool:
    periods = [
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in case["periods"]
    ]
    frame = Frame(
        periods=periods,
        yearly=settings.yearly,
        piece_rate=piece_rate_of(settings, periods),
    )
    changes, parts = list[Change](), list[Part]()
    for event in case["events"]:
        if "do" in event:
            changes.append(_change(event["do"], event["args"]))
            parts = compute_dated_parts(frame, changes)
        elif not _expected(event["expect"], parts):
            return False
    return True


def _adds_up(case: Case) -> bool:
    """Principal and balance of the first period are what has been paid out, at every point."""
    drawn = 0
    for event in case["events"]:
        if event.get("do") == "add_disbursement":
            day, amount = event["args"]
            drawn += _minor(amount) if day < case["periods"][0][1] else 0
        expect = event.get("expect", {})
        is_first = expect.get("period") == 0 and "principal" in expect
        if is_first and _minor(expect["principal"]) + _minor(expect["balance"]) != drawn:
            return False
    return True


def _change(kind: str, args: list[Any]) -> Change:
    day = date.fromisoformat(args[0])
    match kind:
        case "add_disbursement":
            return Drawn(on=day, amount=_minor(args[1]))
        case "change_interest_rate":
            return Reset(on=day - ONE_DAY, yearly=Fraction(args[1]) / 100)
        case "apply_interest_pause":
            return Pause(starts_on=day - ONE_DAY, ends_on=date.fromisoformat(args[1]))
        case _:
            raise OutOfScope(
                "payments and credits within Fineract's engine; ours are in servicing/settlement"
            )


def _expected(expect: Case, parts: Sequence[Part]) -> bool:
    if "principal" not in expect:
        return True
    number: int = expect["period"]
    return parts[number] == Part(_minor(expect["principal"]), _minor(expect["interest"]))
