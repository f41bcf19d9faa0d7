"""Published cases are reproduced to the cent, and the page that says so is true."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from tests.shared_data import shared_data
from tests.vectors.verdicts import Outcome, Verdict
from tools.write_conformance import PAGE, judge_all, write_page

ROOT = Path(__file__).parents[2]
REPRODUCED = {
    "loan_schedules": 494,
    "progressive_emi": 38,
    "day_count": 536,
    "xirr": 70,
    "frappe_facts": 6,
    "cn_numbers": 26,
}


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(judge_all(shared_data("vectors")))


def test_what_was_reproduced_stays_reproduced() -> None:
    good = {Outcome.MATCHED, Outcome.ASSUMING}

    matched = Counter(each.source for each in verdicts() if each.outcome in good)

    assert {source: matched[source] for source in REPRODUCED} == REPRODUCED


def test_every_other_case_says_why() -> None:
    others = [each for each in verdicts() if each.outcome is not Outcome.MATCHED]

    assert [each.case for each in others if not each.reason] == []


def test_the_page_is_current() -> None:
    assert (ROOT / PAGE).read_text() == write_page(verdicts()), (
        "run python -m tools.write_conformance"
    )
