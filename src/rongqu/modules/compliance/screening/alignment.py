"""Which word of one name stands for which word of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rongqu.modules.compliance.screening.normal import Role, Word
from rongqu.modules.compliance.screening.spelling import liken

LIKE_ENOUGH = 0.55
"""Words that are less alike than this are different words, not spellings of one."""


@dataclass(frozen=True, slots=True)
class Pair:
    left: Word
    right: Word
    likeness: float

    @property
    def weight(self) -> float:
        return (self.left.weight + self.right.weight) / 2


@dataclass(frozen=True, slots=True)
class Alignment:
    pairs: tuple[Pair, ...]
    left_alone: tuple[Word, ...]
    right_alone: tuple[Word, ...]


def align(left: Sequence[Word], right: Sequence[Word]) -> Alignment:
    """The most alike words first, each once, in whatever order they stand."""
    left, right = _join(left, right), _join(right, left)
    wishes = sorted(
        (
            (_likeness(one, other), one.weight, -abs(i - j), i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        ),
        reverse=True,
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs: list[Pair] = []
    for likeness, _, _, i, j in wishes:
        if likeness < LIKE_ENOUGH:
            break
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append(Pair(left[i], right[j], likeness))
    return Alignment(
        pairs=tuple(pairs),
        left_alone=tuple(word for i, word in enumerate(left) if i not in taken_left),
        right_alone=tuple(word for j, word in enumerate(right) if j not in taken_right),
    )


def _likeness(one: Word, other: Word) -> float:
    if Role.NUMBER in (one.role, other.role) or Role.FORM in (one.role, other.role):
        return float(one.text == other.text)
    if min(len(one.text), len(other.text)) == 1 and one.text[0] == other.text[0]:
        return 0.8  # an initial
    return liken(one.text, other.text)


def _join(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """Neighbours become one word where the other name writes them as one: "Patr ushev"."""
    whole = {
        other.text
        for other in others
        if any(other.text.startswith(word.text) and other.text != word.text for word in words)
    }
    if not whole:
        return list(words)
    joined: list[Word] = []
    at = 0
    while at < len(words):
        for length in (4, 3, 2):
            text = "".join(word.text for word in words[at : at + length])
            if at + length <= len(words) and text in whole and len(text) > 2:
                joined.append(Word(text, Role.NAME))
                at += length
                break
        else:
            joined.append(words[at])
            at += 1
    return joined
