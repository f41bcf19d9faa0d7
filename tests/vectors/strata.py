"""Rows of OpenGamma Strata's `DayCountTest` against `kernel/day_counts.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from rongqu.kernel.day_counts import Convention, Frame, count_days, year_part
from tests.vectors.verdicts import Case, Outcome, Verdict

SOURCE = "day_count"
FAR_BELOW_A_CENT = Fraction(1, 10**12)
C = Convention
NAMES = {
    "1/1": C.ONE_ONE,
    "ACT/ACT ISDA": C.ACT_ACT_ISDA,
    "ACT/ACT ICMA": C.ACT_ACT_ICMA,
    "ACT/ACT AFB": C.ACT_ACT_AFB,
    "ACT/ACT Year": C.ACT_ACT_YEAR,
    "ACT/365 Actual": C.ACT_365_ACTUAL,
    "ACT/365L": C.ACT_365_L,
    "ACT/360": C.ACT_360,
    "ACT/364": C.ACT_364,
    "ACT/365F": C.ACT_365F,
    "ACT/365.25": C.ACT_365_25,
    "NL/360": C.NL_360,
    "NL/365": C.NL_365,
    "30/360 ISDA": C.THIRTY_360_US,
    "30/360 PSA": C.THIRTY_360_PSA,
    "30U/360": C.THIRTY_U_360,
    "30U/360 EOM": C.THIRTY_U_360,
    "30E/360": C.THIRTY_E_360,
    "30E/360 ISDA": C.THIRTY_E_360_ISDA,
    "30E+/360": C.THIRTY_E_PLUS_360,
    "30E/365": C.THIRTY_E_365,
}
A_YEAR = {"P12M": 1, "P6M": 2, "P4M": 3, "P3M": 4, "P2M": 6, "P1M": 12}

WHOLE_YEARS = "the row holds whole years where its column says days"
NEITHER = "the row holds neither days nor years of its two dates"
TWICE = "the row holds a year part of 360 days, over 365 again"


def judge_day_counts(cases: Sequence[Case]) -> Iterator[Verdict]:
    for number, case in enumerate(cases):
        name = f"{number} {case['convention']}"
        convention = NAMES.get(case["convention"])
        if convention is None:
            reason = f"day count {case['convention']}"
            yield Verdict(SOURCE, name, Outcome.OUT_OF_SCOPE, reason)
        else:
            yield Verdict(SOURCE, name, *_compare(convention, case))


def _compare(convention: Convention, case: Case) -> tuple[Outcome, str]:
    days = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    frame = _frame(case, days[1])
    part = year_part(convention, *days, frame)
    if "days" in case:
        if count_days(convention, *days, frame) == case["days"]:
            return Outcome.MATCHED, ""
        is_years = case["days"] in {int(part), count_days(convention, *days, frame) // 360}
        return (Outcome.ASSUMING, WHOLE_YEARS) if is_years else (Outcome.DIFFERING, NEITHER)
    expected = Fraction(case["year_fraction"])
    if abs(part - expected) < FAR_BELOW_A_CENT:
        return Outcome.MATCHED, ""
    is_twice = convention is C.THIRTY_E_365 and abs(part - expected * 360) < FAR_BELOW_A_CENT
    return (Outcome.ASSUMING, TWICE) if is_twice else (Outcome.DIFFERING, "")


def _frame(case: Case, ends_on: date) -> Frame:
    starts_on, period_ends_on = case.get("period_start"), case.get("period_end")
    return Frame(
        period_starts_on=date.fromisoformat(starts_on) if starts_on else None,
        period_ends_on=date.fromisoformat(period_ends_on) if period_ends_on else None,
        periods_a_year=A_YEAR.get(case.get("frequency", "P12M"), 0),
        keeps_month_ends=case.get("end_of_month_rule", case["convention"] == "30U/360 EOM"),
        matures_on=ends_on if case.get("end_is_maturity") else None,
    )
