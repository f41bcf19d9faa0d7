"""What the rules on money find in a history, one after the other and all at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rongqu.modules.compliance.monitoring.types import Limits, Movement, Rule
from rongqu.modules.compliance.monitoring.watcher import Watcher
from rongqu.modules.compliance.monitoring.windows import window_sums

HOUR, DAY = 3_600, 86_400
LIMITS = Limits(
    large=1_000,
    frequent_count=4,
    structuring_from=800,
    structuring_count=3,
    repeated_count=3,
    fan_count=4,
    window=DAY,
    cycle_window=3 * DAY,
    cycle_longest=4,
    cycle_keeps_percent=90,
    dormant=100 * DAY,
)
Step = tuple[int | None, int | None, int, int]
"""Payer, payee, amount, hour."""

CASES: list[tuple[str, list[Step], list[Rule]]] = [
    ("ordinary", [(1, 2, 500, 0), (2, 3, 100, 30)], []),
    (
        "frequent",
        [(1, 2, 240, 0), (1, 3, 250, 1), (1, 2, 260, 2), (1, 3, 270, 3)],
        [Rule.FREQUENT_LARGE],
    ),
    ("too slow", [(1, 2, 240, 0), (1, 3, 250, 1), (1, 2, 260, 25), (1, 3, 270, 26)], []),
    ("just below", [(None, 1, 900, 0), (None, 1, 850, 1), (None, 1, 990, 2)], [Rule.STRUCTURING]),
    ("in parts", [(1, 2, 77, 0), (1, 2, 77, 1), (1, 2, 77, 2)], [Rule.REPEATED]),
    ("fan in", [(n, 9, 10 + n, n) for n in range(1, 5)], [Rule.FAN_IN]),
    ("fan out", [(9, n, 10 + n, n) for n in range(1, 5)], [Rule.FAN_OUT]),
    ("circle", [(1, 2, 500, 0), (2, 3, 490, 10), (3, 1, 480, 20)], [Rule.CYCLE]),
    ("circle that leaks", [(1, 2, 500, 0), (2, 3, 300, 10), (3, 1, 290, 20)], []),
    ("circle too late", [(1, 2, 500, 0), (2, 3, 490, 10), (3, 1, 480, 90)], []),
    ("to and fro", [(1, 2, 500, 0), (2, 1, 495, 10)], [Rule.LOOP]),
    ("awake", [(1, 2, 10, 0), (1, 2, 900, 101 * 24)], [Rule.DORMANT]),
    ("awake for little", [(1, 2, 10, 0), (1, 2, 20, 101 * 24)], []),
    ("through", [(None, 1, 900, 0), (1, None, 880, 5)], [Rule.PASS_THROUGH]),
    ("stays", [(None, 1, 900, 0), (1, None, 500, 5)], []),
]


def steps(rows: list[Step], *, is_contractual: bool = False) -> list[Movement]:
    return [
        Movement(number, payer, payee, amount, hour * HOUR + DAY, is_contractual)
        for number, (payer, payee, amount, hour) in enumerate(rows)
    ]


@pytest.mark.parametrize(("rows", "rules"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_history_shows_its_pattern_once(rows: list[Step], rules: list[Rule]) -> None:
    found = Watcher(LIMITS).watch_all(steps(rows))

    assert [each.rule for each in found] == rules
    for each in found:
        assert each.movements[-1] == len(rows) - 1


def test_payouts_and_repayments_make_no_fan_and_no_circle() -> None:
    rows = [row for name, rows, _ in CASES if name in ("fan in", "circle") for row in rows]
    assert Watcher(LIMITS).watch_all(steps(rows, is_contractual=True)) == []


def test_a_silence_before_the_history_is_remembered() -> None:
    watcher = Watcher(LIMITS)
    watcher.remember(1, 0)
    late = Movement(1, 1, 2, 900, 101 * DAY)
    assert [each.rule for each in watcher.watch(late)] == [Rule.DORMANT]


@given(
    some.lists(
        some.tuples(some.integers(0, 4), some.integers(0, 500), some.integers(1, 10**9)),
        max_size=60,
    ),
    some.integers(1, 200),
)
def test_sums_of_windows_are_those_of_the_definition(
    rows: list[tuple[int, int, int]], window: int
) -> None:
    table = np.asarray(rows, np.int64).reshape(-1, 3)
    accounts, times, amounts = table.T

    found = window_sums(accounts, times, amounts, window)

    for at, (account, time, _) in enumerate(rows):
        inside = [
            amount for who, when, amount in rows if who == account and time - window <= when <= time
        ]
        assert (found.counts[at], found.sums[at]) == (len(inside), sum(inside))
