from __future__ import annotations

import csv

from rongqu.modules.parties.reference import (
    industries,
    industry_name,
    line_reasons,
    province_of,
    region_name,
    regions,
    section_of,
)
from rongqu.modules.parties.types import LineReason
from tests.shared_data import shared_data

NAMED_OTHERWISE = {"C15", "M75", "R87"}
"""The evaluation data writes these with words that are not those of the standard."""


def test_there_are_34_provinces_and_every_other_region_lies_in_one() -> None:
    provinces = {code for code, entry in regions().items() if not entry.parent}
    assert len(provinces) == 34
    for code, entry in regions().items():
        assert entry.parent in provinces | {""}
        assert province_of(code) in provinces


def test_there_are_20_sections_with_97_divisions() -> None:
    sections = {code for code, entry in industries().items() if not entry.parent}
    divisions = {code for code, entry in industries().items() if entry.parent}
    assert (len(sections), len(divisions)) == (20, 97)
    assert {section_of(code) for code in divisions} == sections


def test_every_code_has_both_names() -> None:
    for entry in [*regions().values(), *industries().values()]:
        assert entry.name_zh
        assert entry.name_en.isprintable()
    assert region_name("320500") == "苏州市"
    assert region_name("320500", "en") == "Suzhou"
    assert industry_name("C35", "en") == "Manufacture of special-purpose machinery"


def test_every_reason_has_words_for_the_downloaded_file() -> None:
    assert set(line_reasons()) == {*LineReason}


def test_the_regions_are_those_of_the_evaluation_data() -> None:
    with (shared_data("china") / "divisions.csv").open(encoding="utf-8") as lines:
        theirs = {
            row["code"]: (row["name"], row["parent"])
            for row in csv.DictReader(lines)
            if row["level"] in {"province", "city"}
        }
    assert {code: (entry.name_zh, entry.parent) for code, entry in regions().items()} == theirs


def test_the_industries_are_those_of_the_evaluation_data() -> None:
    with (shared_data("china") / "gbt4754_2017.csv").open(encoding="utf-8") as lines:
        theirs = {
            row["code"]: row["name"] for row in csv.DictReader(lines) if row["level"] in {"1", "2"}
        }
    ours = {code: entry.name_zh for code, entry in industries().items()}
    assert ours.keys() == theirs.keys()
    assert {code for code in ours if ours[code] != theirs[code]} == NAMED_OTHERWISE
