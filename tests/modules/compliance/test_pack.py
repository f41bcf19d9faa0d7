"""The policy pack is fit to be changed by people: bounds, units and words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rongqu import rooms
from rongqu.infra.policies import PackEntry, read_pack
from rongqu.modules.compliance.rules import check_value

UNITS = {
    "CNY", "ratio", "factor", "bps", "score", "points", "count", "rank", "bytes",
    "seconds", "minutes", "hours", "days", "months",
}  # fmt: skip
LOCALES = Path(__file__).parents[3] / "web/src/locales"


@pytest.mark.parametrize("entry", read_pack().values(), ids=lambda entry: entry.key)
def test_an_entry_says_in_which_bounds_it_may_change(entry: PackEntry) -> None:
    assert entry.key.split(".")[0] in rooms.ROOMS
    assert entry.unit in UNITS
    assert entry.lowest is not None
    assert entry.highest is not None
    assert entry.lowest < entry.highest
    check_value(entry.value, entry.unit, entry.lowest, entry.highest)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_entry_has_a_name_that_people_read(language: str) -> None:
    words = json.loads((LOCALES / language / "compliance.json").read_text("utf-8"))
    assert [key for key in read_pack() if f"policy.{key}" not in words] == []
    assert {f"unit.{unit}" for unit in UNITS} <= words.keys()
    assert {f"room.{key.partition('.')[0]}" for key in read_pack()} - words.keys() == set()
