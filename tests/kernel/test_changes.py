from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rongqu.kernel.changes import Change, changes_between, fields_of
from rongqu.kernel.money import Money
from rongqu.kernel.pii import BankAccountNumber

OLD, NEW = BankAccountNumber("6222020200112345"), BankAccountNumber("6222020200992345")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (None, True, (None, "true")),
        (False, None, ("false", None)),
        (Money(100, "CNY"), Money(0, "CNY"), ("1.00 CNY", "0.00 CNY")),
        (date(2026, 11, 28), None, ("2026-11-28", None)),
        (("b", "a"), ["a"], ("b, a", "a")),
        ({"b", "a"}, set[str](), ("a, b", "")),
        ([{"months": 3, "rate": "0.04"}], [], ("months: 3; rate: 0.04", "")),
        (OLD, NEW, ("****2345", "****2345")),
        (1, 2, ("1", "2")),
    ],
)
def test_a_change_is_told_as_text(before: Any, after: Any, shown: tuple[str, str]) -> None:
    [change] = changes_between({"x": before}, {"x": after})

    assert change == Change(field="x", before=shown[0], after=shown[1])


def test_only_what_differs_is_told_with_the_path_to_it() -> None:
    before = {"rate": {"floor": "0.03", "ceiling": "0.08"}, "name": "短期"}
    after = {"rate": {"floor": "0.03", "ceiling": "0.09"}, "name": "短期", "new": 1}

    assert changes_between(before, after) == (
        Change(field="rate/ceiling", before="0.08", after="0.09"),
        Change(field="new", before=None, after="1"),
    )
    assert changes_between(before, before) == ()


def test_of_nothing_there_were_no_fields() -> None:
    assert fields_of(None, ["minor"]) == {}
    assert fields_of(Money(5, "CNY"), ["minor"]) == {"minor": 5}
