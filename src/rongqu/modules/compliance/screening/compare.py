"""Are these two names one name? A score from 0 to 1 with its reasons.

The score is the share of the shorter name that the longer one contains, each word by its weight and
by how alike it is spelt. What only the longer name has costs a little, a single word of a person
proves little. Measured in `bench/screening.py` on pairs that people have judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rongqu.modules.compliance.screening.alignment import Alignment, align
from rongqu.modules.compliance.screening.normal import Kind, Role, Word, normalise
from rongqu.modules.compliance.screening.spelling import count_edits

Words = tuple[Word, ...]

EXTRA_WORD = 0.03
"""What a word costs that only the longer name has; three at most count."""
EXTRA_WORDS = 3.0
SAYS_NOTHING = frozenset({Role.FORM, Role.PARTICLE})
"""Two names that share only such words share nothing."""
LONE_WORD = 0.85
"""A person's single word that is part of a longer name: "Shamsuddin"."""
ONE_STRING = 0.97
"""All letters are the same, only the gaps between the words differ: "SiemensAG"."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """One word and what it was taken for; `None` stands alone."""

    left: str | None
    right: str | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    score: float
    words: tuple[WordMatch, ...]
    by_characters: bool
    """Two Chinese names were compared by their characters, not by their sound."""


def compare(left: str, right: str, kind: Kind) -> Comparison:
    found, by_characters = max(
        ((align(*words), by_characters) for *words, by_characters in _readings(left, right, kind)),
        key=lambda each: _score(each[0], kind),
    )
    score = score_names(left, right, kind)
    return Comparison(round(score, 4), tuple(_explain(found)), by_characters)


def score_names(left: str, right: str, kind: Kind) -> float:
    """The score alone, for those who compare with many."""
    one, other = normalise(left, kind).letters, normalise(right, kind).letters
    together = ONE_STRING if _is_written_together(one, other) else 0.0
    readings = _readings(left, right, kind)
    return max(together, *(_score(align(*words), kind) for *words, _ in readings))


def _readings(left: str, right: str, kind: Kind) -> list[tuple[Words, Words, bool]]:
    """What of the two is compared; the flag says that it is Chinese characters."""
    one, other = normalise(left, kind), normalise(right, kind)
    if one.chinese and other.chinese:
        return [(one.chinese, other.chinese, True)]
    found = [(one.latin, other.latin, False)]
    if one.old_latin or other.old_latin:
        found.append((one.old_latin or one.latin, other.old_latin or other.latin, False))
    return found


def _score(found: Alignment, kind: Kind) -> float:
    if all(pair.left.role in SAYS_NOTHING for pair in found.pairs):
        return 0.0
    left_matched = sum(pair.left.weight * pair.likeness for pair in found.pairs)
    right_matched = sum(pair.right.weight * pair.likeness for pair in found.pairs)
    left_alone, right_alone = _weigh(found.left_alone), _weigh(found.right_alone)
    left_whole = _weigh(pair.left for pair in found.pairs) + left_alone
    right_whole = _weigh(pair.right for pair in found.pairs) + right_alone
    if not left_whole or not right_whole:
        return 0.0
    shorter = min((left_whole, left_matched), (right_whole, right_matched))
    score = shorter[1] / shorter[0]
    extra = min(abs(left_alone - right_alone), EXTRA_WORDS)
    score *= 1 - EXTRA_WORD * extra
    names = [pair for pair in found.pairs if pair.left.role is Role.NAME]
    if kind is Kind.PERSON and len(names) == 1 and extra >= 1:
        score *= LONE_WORD
    return score


def _weigh(words: Iterable[Word]) -> float:
    return sum(word.weight for word in words)


def _is_written_together(one: str, other: str) -> bool:
    allowed = len(one) // 16
    if min(len(one), len(other)) <= 5 or abs(len(one) - len(other)) > allowed:
        return False
    return one == other or (allowed > 0 and count_edits(one, other) <= allowed)


def _explain(found: Alignment) -> Iterable[WordMatch]:
    for pair in found.pairs:
        yield WordMatch(pair.left.text, pair.right.text, round(pair.likeness, 3))
    for word in found.left_alone:
        yield WordMatch(word.text, None, 0.0)
    for word in found.right_alone:
        yield WordMatch(None, word.text, 0.0)
