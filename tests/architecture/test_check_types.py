"""A file's types are checked again when what they depend on has changed, and only then."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tools.check_types import read_source, states_of

FEE = """
def compute_fee(amount: int) -> int:
    return amount // 100
"""
HOUSE = {
    "src/rongqu/kernel/fee.py": FEE,
    "src/rongqu/modules/loans/rules.py": "from rongqu.kernel import fee\nTWICE = fee.compute_fee\n",
    "tests/loans/test_rules.py": "from rongqu.modules.loans.rules import TWICE\n",
    "tools/lock.py": "import json\n",
}


def looked_at_again(before: Mapping[str, str], changed: Mapping[str, str]) -> list[str]:
    first, then = (
        states_of({path: read_source(text) for path, text in each.items()}, "3.11")
        for each in (before, {**before, **changed})
    )
    return [path for path, state in then.items() if first.get(path) != state]


ALL_BUT_THE_TOOL = [path for path in HOUSE if not path.startswith("tools/")]


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        pytest.param("// 100", "// 50", ["src/rongqu/kernel/fee.py"], id="inside"),
        pytest.param("amount: int", "amount: str", ALL_BUT_THE_TOOL, id="what it takes"),
        pytest.param(") -> int", ")", ALL_BUT_THE_TOOL, id="what it returns is inferred"),
        pytest.param("\ndef", "\nLEAST = 1\ndef", ALL_BUT_THE_TOOL, id="a constant"),
    ],
)
def test_what_others_see_decides_whether_they_are_looked_at(
    before: str, after: str, again: list[str]
) -> None:
    changed = {"src/rongqu/kernel/fee.py": FEE.replace(before, after)}
    assert looked_at_again(HOUSE, changed) == again


def test_the_inside_counts_where_a_class_gets_its_attributes() -> None:
    path = "src/rongqu/kernel/fee.py"
    house = HOUSE | {path: "class Fee:\n    def __init__(self) -> None:\n        self.amount = 1\n"}
    assert looked_at_again(house, {path: house[path].replace("= 1", "= '1'")}) == ALL_BUT_THE_TOOL


def test_a_new_file_is_looked_at_with_those_that_waited_for_it() -> None:
    house = {path: text for path, text in HOUSE.items() if "kernel" not in path}
    assert sorted(looked_at_again(house, HOUSE)) == ALL_BUT_THE_TOOL


def test_another_python_or_library_makes_all_be_looked_at() -> None:
    sources = {path: read_source(text) for path, text in HOUSE.items()}
    first, then = states_of(sources, "3.11"), states_of(sources, "3.12")
    assert not set(first.values()) & set(then.values())
