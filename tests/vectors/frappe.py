"""Numbers from frappe/lending's tests: instalments, broken periods, interest of a prepayment.

Its instalments are rounded up to whole units; ours are evened out to the cent: the ceiling of ours
has to be theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rongqu.kernel.annuity import instalment_amount
from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import (
    BrokenPeriod,
    RepaymentMethod,
    Terms,
    compute_schedule,
    upfront_interest,
)
from tests.vectors.verdicts import Outcome, Verdict

SOURCE = "frappe_facts"


def judge_facts(facts: dict[str, Any]) -> Iterator[Verdict]:
    for case in facts["schedules"]:
        if "emi" in case or "emi_ceil" in case:
            yield _judge_instalment(case)
    yield from _judge_broken(facts["broken_period_interest"])


def _judge_instalment(case: dict[str, Any]) -> Verdict:
    principal = Money(case["principal"] * 100, "CNY")
    monthly = Fraction(str(case["annual_rate_pct"])) / 1200
    ours = instalment_amount(principal, monthly, case["periods"]).minor
    theirs = case.get("emi", case.get("emi_ceil"))
    outcome = Outcome.MATCHED if -(-ours // 100) == theirs else Outcome.DIFFERING
    return Verdict(SOURCE, f"instalment {theirs}", outcome)


def _judge_broken(case: dict[str, Any]) -> Iterator[Verdict]:
    """Interest of the first instalment for each way of paying that of the broken days."""
    ways = {
        "add_to_first_emi": (BrokenPeriod.FIRST, case["add_to_first_emi"]["interest_1"]),
        "amortized_over_tenure": (
            BrokenPeriod.EVENLY,
            case["amortized_over_tenure"]["interest_1"],
        ),
    }
    for name, (way, expected) in ways.items():
        first, *_ = compute_schedule(_broken_terms(case, way))
        yield _verdict(f"broken period, {name}", first.interest, expected)
    upfront = upfront_interest(_broken_terms(case, BrokenPeriod.UPFRONT))
    expected = case["upfront_deduction"]["row_1_interest"]
    yield _verdict("broken period, upfront_deduction", upfront, expected)


def _broken_terms(case: dict[str, Any], way: BrokenPeriod) -> Terms:
    first_due_on = date.fromisoformat(case["first_due"])
    starts_on = date.fromisoformat(case["disbursed"])
    assert add_months(first_due_on, -1) > starts_on
    return Terms(
        principal=Money(case["principal"] * 100, "CNY"),
        rate=Rate(Decimal(str(case["annual_rate_pct"])) / 100, DayCount.ACT_365F),
        method=RepaymentMethod.EQUAL_INSTALMENT,
        months=case["periods"],
        starts_on=starts_on,
        first_due_on=first_due_on,
        broken_period=way,
    )


def _verdict(name: str, ours: Money, theirs: float) -> Verdict:
    agrees = ours.minor == round(Decimal(str(theirs)) * 100)
    return Verdict(SOURCE, name, Outcome.MATCHED if agrees else Outcome.DIFFERING)
