"""Codes of regions and industries, as data files of our own.

`regions.csv`: GB/T 2260 codes of the 34 provinces and their prefecture-level divisions, with the
names in force on 30 June 2023 (the statistical division codes published by the National Bureau of
Statistics on 11 September 2023; the list of codes follows the package china-division 2.7.0, MIT).
Taiwan, Hong Kong and Macao have no subdivisions in it.
`industries.csv`: the 20 sections 门类 and 97 divisions 大类 of GB/T 4754-2017; a division is
written with its section, "C35". The amendment sheet of 2019 changes classes below this level only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import StringIO


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its names; `parent` is empty at the top."""

    code: str
    parent: str
    name_zh: str
    name_en: str


@cache
def regions() -> Mapping[str, Entry]:
    return _read("regions.csv")


@cache
def industries() -> Mapping[str, Entry]:
    return _read("industries.csv")


@cache
def line_reasons() -> Mapping[str, tuple[str, str]]:
    """Code of a refused line -> the words, Chinese and English, for the file that is downloaded."""
    with _open("line_reasons.csv") as lines:
        return {row["code"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(lines)}


def is_region(code: str) -> bool:
    return code in regions()


def is_industry(code: str) -> bool:
    return code in industries()


def region_name(code: str, locale: str = "zh-CN") -> str:
    """ "苏州市"; raises KeyError for a code that was never checked."""
    return _name(regions()[code], locale)


def industry_name(code: str, locale: str = "zh-CN") -> str:
    return _name(industries()[code], locale)


def province_of(code: str) -> str:
    """The province's code of any region code: 320500 gives 320000."""
    return f"{code[:2]}0000"


def section_of(code: str) -> str:
    """The section's letter of any industry code: C35 gives C."""
    return code[:1]


def _name(entry: Entry, locale: str) -> str:
    return entry.name_zh if locale.startswith("zh") else entry.name_en


def _read(file: str) -> Mapping[str, Entry]:
    with _open(file) as lines:
        return {row["code"]: Entry(**row) for row in csv.DictReader(lines)}


def _open(file: str) -> StringIO:
    return StringIO(resources.files(__name__).joinpath(file).read_text("utf-8"), newline="")
