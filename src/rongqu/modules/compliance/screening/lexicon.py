"""The words of `words.toml`, ready to be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from rongqu.modules.compliance.screening.tables_of_words import read_tables


@dataclass(frozen=True, slots=True)
class Lexicon:
    phrases: re.Pattern[str]
    """Every legal form and every way of saying a word, longest first."""
    means: dict[str, str]
    """Phrase -> what stands for it."""
    forms: frozenset[str]
    titles: frozenset[str]
    person_particles: frozenset[str]
    company_particles: frozenset[str]
    generic: frozenset[str]
    business: re.Pattern[str]
    business_means: dict[str, str]
    places: re.Pattern[str]
    places_spelt: dict[str, str]
    numbers: dict[str, int]


def _any_of(phrases: list[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(phrases, key=len, reverse=True))


def _numbers(table: dict[str, Any]) -> dict[str, int]:
    known = {word: number for number, word in enumerate(table["words"])}
    known |= {word: 20 + 10 * place for place, word in enumerate(table["tens"])}
    return known | {wrong: known[right] for wrong, right in table["misspelt"].items()}


@cache
def lexicon() -> Lexicon:
    tables = read_tables("words.toml")
    places = [*tables["places"]["words"].split(), *tables["places"]["spelt"]]
    means = {phrase: form for form, phrases in tables["forms"].items() for phrase in phrases}
    means |= {each: group[0] for group in tables["same"]["words"] for each in group}
    return Lexicon(
        phrases=re.compile(rf"(?<!\S)(?:{_any_of(list(means))})(?!\S)"),
        means=means,
        forms=frozenset(tables["forms"]),
        titles=frozenset(tables["titles"]["words"]),
        person_particles=frozenset(tables["particles"]["person"]),
        company_particles=frozenset(tables["particles"]["company"]),
        generic=frozenset(tables["generic"]["words"]),
        business=re.compile(_any_of(list(tables["business"]))),
        business_means=tables["business"],
        places=re.compile(rf"^({_any_of(places)})(?:省|市|自治区)?(?=..)"),
        places_spelt=tables["places"]["spelt"],
        numbers=_numbers(tables["numbers"]),
    )
