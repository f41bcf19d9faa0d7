"""Published cases are reproduced to the cent, and the page that says so is true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.shared_data import shared_data
from tests.vectors.judges import KNOWN_DIFFERENCES, Outcome
from tools.write_conformance import PAGE, judge_all, write_page

ROOT = Path(__file__).parents[2]


def test_every_difference_has_a_known_cause() -> None:
    verdicts = judge_all(shared_data("vectors"))

    differing = {each.case for each in verdicts if each.outcome is Outcome.DIFFERING}
    assert differing == KNOWN_DIFFERENCES.keys()


def test_what_was_reproduced_stays_reproduced() -> None:
    verdicts = judge_all(shared_data("vectors"))

    matched = Counter(each.source for each in verdicts if each.outcome is Outcome.MATCHED)
    assert matched["loan_schedules"] >= 399
    assert matched["progressive_emi"] >= 16
    assert matched["day_count"] >= 86
    assert matched["cn_numbers"] == 26


def test_a_case_that_asks_for_something_else_says_what() -> None:
    verdicts = judge_all(shared_data("vectors"))

    assert all(each.reason for each in verdicts if each.outcome is Outcome.OUT_OF_SCOPE)


def test_the_page_is_current() -> None:
    page = write_page(judge_all(shared_data("vectors")))

    assert (ROOT / PAGE).read_text() == page, "run python -m tools.write_conformance"
