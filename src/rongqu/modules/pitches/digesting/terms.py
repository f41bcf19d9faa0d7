"""A plan as weighed words, so that texts can be compared: pairs of Chinese letters, English words.

Weights are logarithms of counts, and their squares add up to 1; how rare a word is among all plans
is known only to the database, which weighs by that when it compares.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from rongqu.modules.pitches.digesting.vocabulary import vocabulary
from rongqu.modules.pitches.types import Term

MOST_TERMS = 160
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z'-]{2,29}")
_ENDINGS = re.compile(r"(?:'s|ing|ies|es|ed|s)$")
_WEAK = frozenset("的了和与在为是等及其将可以年月日个一二三中有")


def terms_of(text: str) -> tuple[Term, ...]:
    counts = Counter(_words(text.lower()))
    chosen = sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:MOST_TERMS]
    weights = {word: 1 + math.log(count) for word, count in chosen}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return tuple(Term(word=word, weight=weight / length) for word, weight in weights.items())


def _words(text: str) -> Iterator[str]:
    stop = vocabulary().stop_words
    for run in _RUN.findall(text):
        if run[0].isascii():
            if run not in stop:
                yield stem(run)
        else:
            for pair in (run[at : at + 2] for at in range(len(run) - 1)):
                if pair not in stop and not _WEAK & set(pair):
                    yield pair


def stem(word: str) -> str:
    """Cuts a common ending, where four letters stay: enough to bring most forms together."""
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 4 else word
