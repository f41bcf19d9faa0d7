"""Published cases against our formulas: each matches, differs, or asks for what we do not do.

The cases come from the evaluation data (`RONGQU_DATA`); nothing of them is kept here but the ids of
those that differ, with the cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import pairwise
from typing import Any

from rongqu.kernel.annuity import EXACT
from rongqu.kernel.chinese_amount import chinese_amount
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.kernel.schedule.parts import Part, compute_parts
from rongqu.kernel.schedule.plan import MONTHS_OF_THIRTY_DAYS

Case = dict[str, Any]
FAR_BELOW_A_CENT = Decimal("1e-12")


class Outcome(StrEnum):
    MATCHED = "matched"
    OUT_OF_SCOPE = "out of scope"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Verdict:
    source: str
    case: str
    outcome: Outcome
    reason: str = ""


class OutOfScope(Exception):
    """The case asks for something that is not there yet; the message says what."""


UNPAID = "taken on a later business day: interest also runs on instalments that were due and unpaid"
OVERRIDE = "the product changes the rate; it is not among the inputs"
LEAP_RULE = "the product counts leap years by a rule of its own; it is not among the inputs"
RECOGNITION = "the product counts interest from the disbursement day; it is not among the inputs"

CAUSES = {
    UNPAID: (
        *("C3439", "C4206", "C3591", "C3593", "C3594", "C3623", "C3804", "C4000", "C4001"),
        *("C4437", "C4438", "C4481", "C4483"),
    ),
    OVERRIDE: ("C3244", "C3287"),
    LEAP_RULE: ("C3540", *(f"test_leap_year_only_actual_for_loan_S{n}" for n in range(1, 5))),
    RECOGNITION: (
        "C3507",
        "test_actual_actual_fraction_period_calculation"
        "_with_interestRecognitionFromDisbursementDate_true",
    ),
}
KNOWN_DIFFERENCES = {case: cause for cause, cases in CAUSES.items() for case in cases}
"""Id of a case -> why its table is not the schedule of its own inputs."""


def judge_schedules(cases: Sequence[Case]) -> Iterator[Verdict]:
    """First instalment tables of Apache Fineract's end-to-end scenarios."""
    for case in cases:
        lines = [line for line in case["schedule"] if line["nr"]]
        try:
            days, principal = _check_schedule(case, lines)
            rates = [_fineract_rate(case, *period) for period in pairwise(days)]
            parts = compute_parts(RepaymentMethod.EQUAL_INSTALMENT, principal, rates)
        except OutOfScope as reason:
            yield Verdict("loan_schedules", case["id"], Outcome.OUT_OF_SCOPE, str(reason))
            continue
        expected = [_part(line["principal"], line["interest"]) for line in lines]
        yield _compare("loan_schedules", case["id"], parts, expected)


def judge_instalments(cases: Sequence[Case]) -> Iterator[Verdict]:
    """Unit tests of Fineract's progressive engine, after their only disbursement."""
    for case in cases:
        try:
            days, principal = _check_instalments(case)
            rates = [_fineract_rate(case["settings"], *period) for period in pairwise(days)]
            parts = compute_parts(RepaymentMethod.EQUAL_INSTALMENT, principal, rates)
        except OutOfScope as reason:
            yield Verdict("progressive_emi", case["name"], Outcome.OUT_OF_SCOPE, str(reason))
            continue
        expected: dict[int, Part] = {
            event["expect"]["period"]: _part(
                event["expect"]["principal"], event["expect"]["interest"]
            )
            for event in case["events"]
            if "expect" in event and "principal" in event["expect"]
        }
        ours = [parts[number] for number in sorted(expected)]
        theirs = [expected[number] for number in sorted(expected)]
        yield _compare("progressive_emi", case["name"], ours, theirs)


CONVENTIONS = {
    "ACT/360": DayCount.ACT_360,
    "ACT/365F": DayCount.ACT_365F,
    "ACT/ACT ISDA": DayCount.ACT_ACT_ISDA,
    "30E/360": DayCount.THIRTY_E_360,
    "30/360 ISDA": DayCount.THIRTY_360_US,
}


def judge_day_counts(cases: Sequence[Case]) -> Iterator[Verdict]:
    """Rows of OpenGamma Strata's tests."""
    for number, case in enumerate(cases):
        name = f"{number} {case['convention']}"
        convention = CONVENTIONS.get(case["convention"])
        if convention is None:
            reason = f"day count {case['convention']}"
            yield Verdict("day_count", name, Outcome.OUT_OF_SCOPE, reason)
            continue
        starts_on, ends_on = map(date.fromisoformat, (case["start"], case["end"]))
        if "days" in case and convention in MONTHS_OF_THIRTY_DAYS:
            reason = "whole years only, of days in months of thirty"
            yield Verdict("day_count", name, Outcome.OUT_OF_SCOPE, reason)
            continue
        agrees = _counts_alike(convention, starts_on, ends_on, case)
        yield Verdict("day_count", name, Outcome.MATCHED if agrees else Outcome.DIFFERING)


def _counts_alike(convention: DayCount, starts_on: date, ends_on: date, case: Case) -> bool:
    fraction = convention.fraction(starts_on, ends_on)
    if "year_fraction" in case:
        return abs(fraction - Decimal(str(case["year_fraction"]))) < FAR_BELOW_A_CENT
    if convention is DayCount.ACT_ACT_ISDA:
        return (ends_on - starts_on).days == case["days"]
    year = 365 if convention is DayCount.ACT_365F else 360
    return abs(fraction * year - case["days"]) < FAR_BELOW_A_CENT


def judge_amounts(cases: Sequence[Case]) -> Iterator[Verdict]:
    """Renminbi in capital numerals; what lies beyond 分 is cut, as the cases do."""
    for case in cases:
        fen = int(Decimal(case["number"]).scaleb(2))
        agrees = chinese_amount(Money(fen, "CNY")) == case["rmb"]
        outcome = Outcome.MATCHED if agrees else Outcome.DIFFERING
        yield Verdict("cn_numbers", case["number"], outcome)


def _check_schedule(case: Case, lines: list[Case]) -> tuple[list[date], Money]:
    """The payout day and the due days, and what was paid out; or why we do not do such a thing."""
    payouts = [line for line in case["schedule"] if not line["nr"]]
    extras = [line[kind] for line in case["schedule"] for kind in ("fees", "penalties")]
    reasons = {
        "flat interest": case["interest_type"] != "DECLINING_BALANCE",
        "several disbursements": len(case["disbursements"]) != 1 or len(payouts) != 1,
        "down payment": case["down_payment"],
        "instalments in whole units": bool(case.get("instalment_multiple_of")),
        "fees in the schedule": any(Decimal(amount or 0) for amount in extras),
    }
    for reason, applies in reasons.items():
        if applies:
            raise OutOfScope(reason)
    days = [date.fromisoformat(line["date"]) for line in (*payouts, *lines)]
    return days, Money.parse(payouts[0]["balance"], "CNY")


def _check_instalments(case: Case) -> tuple[list[date], Money]:
    if not case["inputs_complete"]:
        raise OutOfScope("inputs missing in the source")
    if not case["only_disbursements"]:
        raise OutOfScope("payments, pauses and changes of rate during the life of the loan")
    payouts = [event["args"] for event in case["events"] if "do" in event]
    days = [date.fromisoformat(case["periods"][0][0])]
    days += [date.fromisoformat(ends_on) for _, ends_on in case["periods"]]
    if len(payouts) != 1 or payouts[0][0] != case["periods"][0][0]:
        raise OutOfScope("several disbursements")
    return days, Money.parse(payouts[0][1], "CNY")


def _fineract_rate(case: Case, starts_on: date, ends_on: date) -> Decimal:
    """A period's rate by Fineract's day counts.

    Its ACT/ACT counts the days of (start, end], ours those of [start, end): so both days move on
    by one.
    """
    with localcontext(EXACT):
        yearly = Decimal(case["annual_rate_pct"]) / 100
        days = (ends_on - starts_on).days
        every, unit = int(case["repay_every"]), case["repay_unit"]
        year, month = case.get("days_in_year"), case.get("days_in_month")
        is_nominal = case["interest_period"] == "SAME_AS_REPAYMENT_PERIOD" or month == "30"
        if unit == "MONTHS" and is_nominal:
            return yearly * every / 12
        if case["interest_period"] != "DAILY":
            raise OutOfScope("interest by the period, for periods that are not months")
        if year == "ACTUAL":
            one = timedelta(days=1)
            return yearly * DayCount.ACT_ACT_ISDA.fraction(starts_on + one, ends_on + one)
        if year is None:
            raise OutOfScope("days of the year missing in the source")
        return yearly * days / int(year)


def _part(principal: str, interest: str) -> Part:
    return Part(Money.parse(principal, "CNY"), Money.parse(interest, "CNY"))


def _compare(source: str, case: str, ours: list[Part], theirs: list[Part]) -> Verdict:
    if ours == theirs:
        return Verdict(source, case, Outcome.MATCHED)
    return Verdict(source, case, Outcome.DIFFERING, KNOWN_DIFFERENCES.get(case, ""))
