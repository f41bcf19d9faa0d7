"""Which sections a plan has, known by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rongqu.modules.pitches.digesting.vocabulary import vocabulary
from rongqu.modules.pitches.types import Passage, Section, SectionKind

NUMBERED = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]{1,3}[章节部分]{1,2}|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
    r"|(?:chapter|section|part)\s+\w{1,4}[:.]?|\d{1,2}(?:\.\d{1,2}){0,2}[.、．:)]?)\s*",
    re.IGNORECASE,
)
LONGEST_HEADING = 40
EXCERPT = 240
SENTENCE_ENDS = ("。", "；", "，", ".", ";", ",", "！", "？")


def find_sections(passages: Iterable[Passage]) -> tuple[Section, ...]:
    """In the order of the plan; of two with the same kind on one place the first."""
    found = dict[tuple[SectionKind, int], Section]()
    for passage in passages:
        for title, after in _headings(passage):
            kind = kind_of(title)
            if kind is not None:
                section = Section(kind=kind, title=title, place=passage.place, excerpt=after)
                found.setdefault((kind, passage.place), section)
    return tuple(found.values())


def kind_of(title: str) -> SectionKind | None:
    """Whose words cover most of the heading; None where they are the lesser part of it."""
    plain = NUMBERED.sub("", title).strip(" :：-—")
    best, longest = None, 0
    for kind, words in vocabulary().sections.items():
        covered = max((len(each.group()) for each in words.finditer(plain)), default=0)
        if covered > longest:
            best, longest = kind, covered
    return best if longest * 2 >= len(plain) else None


def _headings(passage: Passage) -> Iterator[tuple[str, str]]:
    """Lines that are marked as headings, or look like one; with the text that follows."""
    marked = set(passage.headings)
    lines = [line.strip() for line in passage.text.split("\n")]
    places = [
        number
        for number, line in enumerate(lines)
        if line in marked or (_looks_like_heading(line) and kind_of(line) is not None)
    ]
    for number, end in zip(places, [*places[1:], len(lines)], strict=False):
        yield lines[number], " ".join(lines[number + 1 : end])[:EXCERPT]


def _looks_like_heading(line: str) -> bool:
    return 2 <= len(line) <= LONGEST_HEADING and not line.endswith(SENTENCE_ENDS)
