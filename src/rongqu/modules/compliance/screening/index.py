"""Find the few names of a long list that are worth comparing with one name.

Every name is cut into three-letter pieces of its words; rare pieces say more. The names that share
most with the one asked for, measured against the shorter of both, are compared in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from rongqu.modules.compliance.screening.compare import Comparison, compare, score_names
from rongqu.modules.compliance.screening.normal import Kind, NormalName, Role, normalise
from rongqu.modules.compliance.screening.spelling import to_sound

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]

COMPARED = 60
"""So many candidates are compared in full."""
WORTH_COMPARING = 0.4
"""Of the best candidate's share: what has less is not compared."""
FREQUENT = 0.02
"""Pieces of more than this share of the list are looked up only when a name has nothing rarer."""
RARE_PIECES = 10


@dataclass(frozen=True, slots=True)
class Found:
    position: int
    """In the list that the index was made of."""
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class NameIndex:
    """`postings[piece]`: which names have it. `norms`: how much the pieces of a name weigh."""

    names: Sequence[str]
    of_kind: dict[Kind, NDArray[np.bool_]]
    postings: dict[str, Ids]
    weights: dict[str, float]
    norms: Weights

    @classmethod
    def of(cls, names: Sequence[str], kinds: Sequence[Kind]) -> NameIndex:
        lists: defaultdict[str, list[int]] = defaultdict(list)
        for position, (name, kind) in enumerate(zip(names, kinds, strict=True)):
            for piece in pieces(normalise(name, kind)):
                lists[piece].append(position)
        postings = {piece: np.asarray(found, np.int32) for piece, found in lists.items()}
        count = max(len(names), 1)
        weights = {
            piece: float(np.log(1 + count / len(found))) for piece, found in postings.items()
        }
        norms = np.full(len(names), 1e-3, np.float32)
        for piece, found in postings.items():
            norms[found] += weights[piece]
        of_kind = {kind: np.asarray([each is kind for each in kinds]) for kind in Kind}
        return cls(names, of_kind, postings, weights, norms)

    def search(self, name: str, kind: Kind, *, at_least: float | Decimal) -> list[Found]:
        """Best first, of the names of this kind."""
        good = [
            Found(position, compare(name, self.names[position], kind))
            for position in self.candidates(name, kind)
            if score_names(name, self.names[position], kind) >= at_least
        ]
        return sorted(good, key=lambda each: -each.comparison.score)

    def candidates(self, name: str, kind: Kind, limit: int = COMPARED) -> list[int]:
        """Positions of the names that share most with this one."""
        asked = [piece for piece in pieces(normalise(name, kind)) if piece in self.postings]
        if not asked:
            return []
        asked.sort(key=lambda piece: len(self.postings[piece]))
        few = FREQUENT * len(self.names)
        rare = [piece for piece in asked if len(self.postings[piece]) <= few]
        used = rare if len(rare) >= RARE_PIECES else asked[: max(RARE_PIECES, len(rare))]
        ids = np.concatenate([self.postings[piece] for piece in used])
        shares = np.repeat(
            np.asarray([self.weights[piece] for piece in used], np.float32),
            [len(self.postings[piece]) for piece in used],
        )
        shared = np.bincount(ids, weights=shares, minlength=len(self.names))
        touched = np.flatnonzero(shared * self.of_kind[kind])
        if not len(touched):
            return []
        norm = sum(self.weights[piece] for piece in asked)
        common = shared[touched]
        own = self.norms[touched]
        rank = common / np.minimum(own, norm) + common / np.maximum(own, norm)
        if len(touched) > limit:
            best = np.argpartition(rank, -limit)[-limit:]
            touched, rank = touched[best], rank[best]
        return touched[rank >= WORTH_COMPARING * rank.max()].tolist()


def pieces(name: NormalName) -> set[str]:
    """Three letters at a time of every word, with its beginning and its end; of Chinese words
    every character. Of every word also its sound."""
    cut = {
        text[at : at + 3]
        for words in (name.latin, name.old_latin)
        for word in words
        if word.role is not Role.FORM
        for text in (f"^{word.text}$",)
        for at in range(len(text) - 2)
    }
    cut |= {f"~{to_sound(word.text)}" for word in name.latin if len(word.text) > 2}
    cut |= {letter for word in name.chinese if word.role is Role.NAME for letter in word.text}
    return cut or {f"^{word.text}" for word in name.latin}
