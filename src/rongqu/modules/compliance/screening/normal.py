"""A name as words that count: the same for every spelling that means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rongqu.modules.compliance.screening.chinese import (
    CHINESE,
    has_chinese,
    simplify,
    to_person_syllables,
    to_syllables,
    to_wade_giles,
)
from rongqu.modules.compliance.screening.letters import to_latin
from rongqu.modules.compliance.screening.lexicon import lexicon


class Kind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Role(StrEnum):
    """What a word does in a name; it decides how much the word counts."""

    NAME = "name"
    GENERIC = "generic"
    NUMBER = "number"
    PARTICLE = "particle"
    FORM = "form"


WEIGHT = {
    Role.NAME: 1.0,
    Role.GENERIC: 0.6,
    Role.NUMBER: 0.5,
    Role.PARTICLE: 0.15,
    Role.FORM: 0.1,
}


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    role: Role

    @property
    def weight(self) -> float:
        return WEIGHT[self.role]


@dataclass(frozen=True, slots=True)
class NormalName:
    """`chinese`: the same name by its characters, where it has any: two Chinese names are compared
    by those, because many names sound alike. `old_latin`: a Chinese person's name as Wade and Giles
    wrote it."""

    latin: tuple[Word, ...]
    chinese: tuple[Word, ...] = ()
    old_latin: tuple[Word, ...] = ()
    letters: str = ""
    """All letters in a row, where the name has no Chinese ones: gaps between words get lost."""


_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?\b|\b(?:\w\.){2,}")
_DROPPED = re.compile(r"['’‘`ʿʾ´\"“”«»]")
_APART = re.compile(r"[^\w%]+|_")
_CHINESE_RUN = re.compile(f"[{CHINESE}]+")
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_SWAPPED = str.maketrans("013457", "oleast")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457](?=[a-z]|$)")


@lru_cache(maxsize=262_144)
def normalise(name: str, kind: Kind) -> NormalName:
    """Cached: a list is compared with many names."""
    if not has_chinese(name):
        spaced = _spaced(name, kind)
        letters = spaced.replace(" ", "")
        return NormalName(tuple(_words(_spoken(spaced), kind)), letters=letters)
    simple = simplify(name)
    if kind is Kind.COMPANY:
        return NormalName(latin=_read(simple, _say_company), chinese=_read(simple, _cut_company))
    return NormalName(
        latin=_read(simple, _say_person, kind),
        chinese=_read(simple, str, kind),
        old_latin=_read(simple, _say_person_as_of_old, kind),
    )


def _read(name: str, reading: Callable[[str], str], kind: Kind = Kind.COMPANY) -> tuple[Word, ...]:
    """`reading` says how each run of Chinese characters is written."""
    spaced = _CHINESE_RUN.sub(lambda run: f" {reading(run[0])} ", name)
    return tuple(_words(_spoken(_spaced(spaced, kind)), kind))


def _say_person(run: str) -> str:
    return " ".join("".join(syllables) for syllables in to_person_syllables(run))


def _say_person_as_of_old(run: str) -> str:
    return " ".join("".join(map(to_wade_giles, each)) for each in to_person_syllables(run))


def _say_company(run: str) -> str:
    parts = _business_parts(run)
    return " ".join(meaning or "".join(to_syllables(part)) for part, meaning in parts)


def _cut_company(run: str) -> str:
    return " ".join(meaning or part for part, meaning in _business_parts(run))


def _business_parts(run: str) -> Iterator[tuple[str, str | None]]:
    """The run cut after its place and at words that say what the company does, with their
    meaning; what is its own name has none."""
    known, at = lexicon(), 0
    place = known.places.match(run)
    if place:
        yield place[0], known.places_spelt.get(place[1]) or "".join(to_syllables(place[1]))
        at = place.end()
    for found in known.business.finditer(run, at):
        if found.start() > at:
            yield run[at : found.start()], None
        yield found[0], known.business_means[found[0]]
        at = found.end()
    if at < len(run):
        yield run[at:], None


def _spaced(name: str, kind: Kind) -> str:
    """Lower-case Latin words with single spaces."""
    plain = _DROPPED.sub("", to_latin(name))
    plain = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", plain)
    plain = plain.replace("&", " and ").replace("+", " and ")
    if kind is Kind.PERSON:
        plain = _DIGIT_IN_WORD.sub(lambda found: found[0].translate(_SWAPPED), plain)
    return " ".join(_APART.sub(" ", plain).split())


def _spoken(spaced: str) -> str:
    """Ways of saying one thing have become one."""
    known = lexicon()
    return known.phrases.sub(lambda found: known.means[found[0]], spaced)


def _words(spoken: str, kind: Kind) -> Iterator[Word]:
    known, tokens = lexicon(), spoken.split()
    if kind is Kind.PERSON:
        tokens = [token for token in tokens if token not in known.titles] or tokens
    seen: set[str] = set()
    for token in _with_numbers(tokens, kind):
        if kind is Kind.PERSON and token in seen:
            continue  # "Shoigu Shoigu Sergey"
        seen.add(token)
        yield Word(token, _role(token, kind))


def _with_numbers(tokens: list[str], kind: Kind) -> Iterator[str]:
    """Number words of companies become digits: "forty four" is 44."""
    numbers, total = lexicon().numbers, None
    for token in tokens:
        value = numbers.get(token) if kind is Kind.COMPANY else None
        if value is None and total is not None and total >= 20 and re.fullmatch(r"[1-9]", token):
            value = int(token)
        if value is not None:
            total = (total or 0) + value
            continue
        if total is not None:
            yield str(total)
            total = None
        yield token
    if total is not None:
        yield str(total)


def _role(token: str, kind: Kind) -> Role:
    known = lexicon()
    if kind is Kind.PERSON:
        return Role.PARTICLE if token in known.person_particles else Role.NAME
    if token in known.forms:
        return Role.FORM
    if token.isdigit() or _ROMAN.fullmatch(token):
        return Role.NUMBER
    if token in known.company_particles:
        return Role.PARTICLE
    return Role.GENERIC if token in known.generic else Role.NAME
