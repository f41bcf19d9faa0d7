"""The page of the standard names tests that are there, for everything it says holds."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ITEM = re.compile(
    r"\| (\d+\.\d+\.\d+) \| [^|]+ \| (holds|partly|not yet)[^|]* \| (?:`([^`]+)`)? ?\|"
)


def test_every_item_that_holds_names_a_test_that_exists() -> None:
    lines = (ROOT / "docs/reference/asvs.md").read_text("utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| \d", line)]
    items = [ITEM.fullmatch(row) for row in rows]

    assert [row for row, item in zip(rows, items, strict=True) if item is None] == []
    read = [item.groups() for item in items if item]
    assert len({number for number, _, _ in read}) == len(read) >= 70
    for number, state, test in read:
        assert state == "not yet" or (test and (ROOT / test).is_file()), number
