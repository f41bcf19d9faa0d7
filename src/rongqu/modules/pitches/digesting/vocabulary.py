"""The words of `words.toml`, ready to be looked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rongqu.modules.pitches.types import Need, SectionKind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    sections: Mapping[SectionKind, re.Pattern[str]]
    """Match a whole heading, numbers aside."""
    expected: tuple[SectionKind, ...]
    needs: Mapping[str, re.Pattern[str]]
    industries: Mapping[str, re.Pattern[str]]
    stop_words: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    source = resources.files("rongqu.modules.pitches.digesting").joinpath("words.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    return Vocabulary(
        sections={SectionKind(kind): _one_of(words) for kind, words in data["sections"].items()},
        expected=tuple(SectionKind(each) for each in data["expected"]),
        needs={Need(need).value: _one_of(words) for need, words in data["needs"].items()},
        industries={code: _one_of(words) for code, words in data["industries"].items()},
        stop_words=frozenset([*data["stop"]["zh"], *data["stop"]["en"]]),
    )


def _one_of(words: list[str]) -> re.Pattern[str]:
    """English words begin where a word begins; Chinese has no such places."""
    parts = [rf"\b(?:{word})" if word[0].isascii() else word for word in words]
    return re.compile("|".join(parts), re.IGNORECASE)
