"""Summary by extraction: sentences of the plan itself, each with its place, never new words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from rongqu.modules.pitches.digesting.terms import terms_of
from rongqu.modules.pitches.types import Passage, PlanFigure, Sentence

SENTENCE = re.compile(r"[^。！？!?\n]{1,600}?(?:[。！？!?]|\.(?=\s|$)|\n|$)")
SHOWN = 5
SHORTEST, LONGEST = 12, 220
MOST_SENTENCES = 1500
FIGURE_BONUS, LEAD_BONUS = 0.6, 0.4


def summarise(passages: Sequence[Passage], figures: Sequence[PlanFigure]) -> tuple[Sentence, ...]:
    """The sentences whose words the plan uses most, those with a figure first among equals; no two
    of them say nearly the same. In the order of the plan."""
    sentences = _sentences(passages)
    if not sentences:
        return ()
    words = [frozenset(term.word for term in terms_of(each.text)) for each in sentences]
    spread = Counter(word for each in words for word in each)
    quoted = {(each.place, each.quote[:LONGEST]) for each in figures}
    worth = [
        _worth(each, spread)
        + FIGURE_BONUS * _is_quoted(sentence, quoted)
        + LEAD_BONUS / (1 + number)
        for number, (sentence, each) in enumerate(zip(sentences, words, strict=True))
    ]
    chosen = list[int]()
    for number in sorted(range(len(sentences)), key=lambda each: -worth[each]):
        if all(_likeness(words[number], words[other]) < 0.5 for other in chosen):
            chosen.append(number)
        if len(chosen) == SHOWN:
            break
    return tuple(sentences[number] for number in sorted(chosen))


def _sentences(passages: Sequence[Passage]) -> list[Sentence]:
    found = [
        Sentence(text=" ".join(each.group().split()), place=passage.place)
        for passage in passages
        for each in SENTENCE.finditer(passage.text)
    ]
    return [each for each in found if SHORTEST <= len(each.text) <= LONGEST][:MOST_SENTENCES]


def _worth(words: frozenset[str], spread: Counter[str]) -> float:
    """What the plan returns to, by the length of the sentence."""
    if not words:
        return 0.0
    return sum(math.log(spread[word]) for word in words) / math.sqrt(len(words) + 4)


def _is_quoted(sentence: Sentence, quoted: set[tuple[int, str]]) -> bool:
    return any(place == sentence.place and quote[:40] in sentence.text for place, quote in quoted)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
