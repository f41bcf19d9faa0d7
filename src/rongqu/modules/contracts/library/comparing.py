"""What changed between two texts, sentence by sentence and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rongqu.modules.contracts.library.types import Language, TemplateText
from rongqu.modules.contracts.library.wording import chinese_ordinal

TOKEN = re.compile(r"\{[^}]*\}|[A-Za-z0-9][\w'%.,-]*|\s+|.", re.DOTALL)


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """`place` is that in the new text, or in the old one of what is no longer there."""

    place: str
    change: Change
    old: tuple[Segment, ...]
    new: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    text: str


def compare(old: TemplateText, new: TemplateText, language: Language) -> tuple[ComparedLine, ...]:
    return tuple(_aligned(list(_lines(old, language)), list(_lines(new, language))))


def _lines(text: TemplateText, language: Language) -> Iterator[_Line]:
    yield _Line("", text.title.in_(language))
    for party in text.parties:
        yield _Line("", f"{party.role.in_(language)} {{{party.variable}}}")
    yield _Line("", text.preamble.in_(language))
    for number, article in enumerate(text.articles, 1):
        is_chinese = language is Language.ZH
        place = f"第{chinese_ordinal(number)}条" if is_chinese else f"Article {number}"
        yield _Line(place, article.heading.in_(language))
        for row in article.rows:
            yield _Line(place, f"{row.label.in_(language)}：{row.value.in_(language)}")
        for clause_number, clause in enumerate(article.clauses, 1):
            yield _Line(f"{place}·{clause_number}", clause.in_(language))
        if article.table is not None:
            yield _Line(place, f"{{{article.table}}}")
    for annex in text.annexes:
        yield _Line("", f"{annex.heading.in_(language)} {{{annex.table}}}")
        yield _Line("", annex.note.in_(language))


def _aligned(old: list[_Line], new: list[_Line]) -> Iterator[ComparedLine]:
    matcher = SequenceMatcher(
        None, [each.text for each in old], [each.text for each in new], autojunk=False
    )
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = old[old_from:old_to], new[new_from:new_to]
        if tag == "equal":
            yield from (_whole(line, Change.SAME) for line in after)
        else:
            yield from _replaced(before, after)


def _replaced(before: list[_Line], after: list[_Line]) -> Iterator[ComparedLine]:
    """Sentences that are more alike than not are one that was changed; others went or came."""
    waiting = list(before)
    for line in after:
        likest = max(waiting, key=lambda each: _likeness(each.text, line.text), default=None)
        if likest is None or _likeness(likest.text, line.text) < 0.5:
            yield _whole(line, Change.ADDED)
            continue
        passed = waiting[: waiting.index(likest)]
        yield from (_whole(each, Change.REMOVED) for each in passed)
        waiting = waiting[len(passed) + 1 :]
        yield _word_by_word(likest, line)
    yield from (_whole(each, Change.REMOVED) for each in waiting)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _whole(line: _Line, change: Change) -> ComparedLine:
    segments = (Segment(line.text, change is not Change.SAME),)
    return ComparedLine(
        line.place,
        change,
        old=() if change is Change.ADDED else segments,
        new=() if change is Change.REMOVED else segments,
    )


def _word_by_word(old: _Line, new: _Line) -> ComparedLine:
    before, after = TOKEN.findall(old.text), TOKEN.findall(new.text)
    left: list[Segment] = []
    right: list[Segment] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        is_changed = tag != "equal"
        _append(left, "".join(before[old_from:old_to]), is_changed=is_changed)
        _append(right, "".join(after[new_from:new_to]), is_changed=is_changed)
    return ComparedLine(new.place, Change.CHANGED, tuple(left), tuple(right))


def _append(segments: list[Segment], text: str, *, is_changed: bool) -> None:
    if text:
        segments.append(Segment(text, is_changed))
