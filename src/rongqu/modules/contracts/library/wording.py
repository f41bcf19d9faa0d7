"""Placeholders in a template's sentences: `{principal}`, `{principal:capitals}`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter

from rongqu.modules.contracts.errors import ReferenceWrong, VariableUnknown
from rongqu.modules.contracts.library.types import Language, TemplateText, Words
from rongqu.modules.contracts.library.variables import Variable, VariableKind, all_variables

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)(?::([a-z]+))?\}")
FORMS = {VariableKind.MONEY: frozenset({"capitals"})}
REFERENCE = re.compile(r"本合同第([一二三四五六七八九十]+)条")
DIGITS = "零一二三四五六七八九"

_TEXT = TypeAdapter(TemplateText)


@dataclass(frozen=True, slots=True)
class Hole:
    """A placeholder: which variable, in which form."""

    name: str
    form: str


Piece = str | Hole


def split(sentence: str) -> Iterator[Piece]:
    """Words and holes in turn. Raises VariableUnknown for braces that are no placeholder."""
    end = 0
    for found in PLACEHOLDER.finditer(sentence):
        yield from _plain(sentence[end : found.start()])
        yield Hole(found[1], found[2] or "")
        end = found.end()
    yield from _plain(sentence[end:])


def _plain(words: str) -> Iterator[str]:
    brace = re.search(r"[{}].{0,30}", words)
    if brace is not None:
        raise VariableUnknown(variable=brace[0])
    if words:
        yield words


def check_text(text: TemplateText) -> tuple[str, ...]:
    """The names of the variables that it uses. Raises VariableUnknown, ReferenceWrong."""
    used: dict[str, None] = {}
    for sentence in sentences_of(text):
        for language in Language:
            for hole in _holes(sentence.in_(language)):
                used[_checked(hole).name] = None
        _check_references(sentence.zh, len(text.articles))
    for name in _names_outside_sentences(text):
        used[_checked(Hole(name, "")).name] = None
    return tuple(sorted(used))


def _holes(sentence: str) -> list[Hole]:
    return [piece for piece in split(sentence) if isinstance(piece, Hole)]


def _checked(hole: Hole) -> Variable:
    variable = all_variables().get(hole.name)
    if variable is None:
        raise VariableUnknown(variable=hole.name)
    if hole.form and hole.form not in FORMS.get(variable.kind, frozenset[str]()):
        raise VariableUnknown(variable=f"{hole.name}:{hole.form}")
    return variable


def _names_outside_sentences(text: TemplateText) -> Iterator[str]:
    yield from (party.variable for party in text.parties)
    yield from (article.table for article in text.articles if article.table is not None)
    yield from (annex.table for annex in text.annexes)


def sentences_of(text: TemplateText) -> Iterator[Words]:
    """Every pair of sentences in the order of reading."""
    yield text.title
    for party in text.parties:
        yield party.role
    yield text.preamble
    for article in text.articles:
        yield article.heading
        for row in article.rows:
            yield row.label
            yield row.value
        yield from article.clauses
    for annex in text.annexes:
        yield annex.heading
        yield annex.note


def _check_references(sentence: str, articles: int) -> None:
    """A reference to an article of the same contract must lead somewhere."""
    for found in REFERENCE.finditer(sentence):
        number = _number(found[1])
        if not 1 <= number <= articles:
            raise ReferenceWrong(reference=found[0])


def _number(words: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = words.rpartition("十")
    value = DIGITS.find(ones) if ones else 0
    return value + (10 * (DIGITS.find(tens) if tens else 1) if ten else 0)


def chinese_ordinal(number: int) -> str:
    """Of articles and annexes: 12 is 十二."""
    tens, ones = divmod(number, 10)
    words = "" if tens == 0 else f"{DIGITS[tens] if tens > 1 else ''}十"
    return words + (DIGITS[ones] if ones or not tens else "")


def to_json(text: TemplateText) -> dict[str, object]:
    return asdict(text)


def from_json(data: object) -> TemplateText:
    return _TEXT.validate_python(data)


def sha256_of(text: TemplateText) -> str:
    canonical = json.dumps(asdict(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
