"""A hundred thousand projects at once: which fit an investor best, and why.

Hard limits first: the class of risk, the least order against the money, what was wished for as a
must; and never what the investor or somebody related has issued. Then seven parts between 0 and 1,
weighed; what is shown often already steps back a little, so that all have a chance to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongqu.modules.matching.mutual.types import (
    Appetite,
    Exposure,
    Match,
    Project,
    Reason,
)

Numbers = NDArray[np.floating[Any]]

WEIGHTS = {
    Reason.RETURN: 0.28,
    Reason.TENOR: 0.14,
    Reason.INDUSTRY: 0.18,
    Reason.REGION: 0.10,
    Reason.SPREAD: 0.12,
    Reason.CALM: 0.08,
    Reason.ALIKE: 0.10,
}
FAIRNESS = 0.05
"""How far a project that is shown more than any other steps back."""


class Hall:
    """Built once for what is on offer; asked for each investor."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self.projects = tuple(projects)
        self._class = np.array([it.risk_class for it in projects], dtype=np.int8)
        self._months = np.array([it.months for it in projects], dtype=np.float32)
        self._rate = np.array([it.yearly_rate for it in projects], dtype=np.float32)
        self._ticket = np.array([it.ticket for it in projects], dtype=np.float64)
        self._left = np.array([it.left for it in projects], dtype=np.float64)
        self._industry = _Words([it.industry for it in projects])
        self._region = _Words([it.region for it in projects])
        self._issuer = _Words([str(it.issuer) for it in projects])
        self._beside = self._return_in_class()
        self.shown = np.zeros(len(projects), dtype=np.int64)

    def rank(self, investor: Appetite, count: int = 10) -> list[Match]:
        """Best first. What is ranked is counted as shown."""
        places = np.flatnonzero(self._may(investor))
        if len(places) == 0:
            return []
        parts = self._parts(investor, places)
        worth = sum(
            (WEIGHTS[reason] * part for reason, part in parts.items()),
            start=np.zeros(len(places), dtype=np.float32),
        )
        most = max(int(self.shown.max()), 1)
        steps_back = FAIRNESS * (self.shown[places] / most).astype(np.float32)
        best = _best(worth - steps_back, count)
        self.shown[places[best]] += 1
        return [
            Match(
                project=self.projects[int(places[each])].id,
                worth=float(worth[each]),
                reason=_reason(parts, int(each)),
            )
            for each in best
        ]

    def exposure(self) -> Exposure:
        """Fairness of what has been shown so far."""
        counts = np.sort(self.shown)
        total = int(counts.sum())
        size = len(counts)
        if total == 0 or size == 0:
            return Exposure(shown=0, projects=size, gini=0, unseen=1, top_tenth=0)
        ranks = np.arange(1, size + 1)
        gini = (2 * (ranks * counts).sum() / (size * total)) - (size + 1) / size
        return Exposure(
            shown=total,
            projects=size,
            gini=float(gini),
            unseen=float((counts == 0).mean()),
            top_tenth=float(counts[-max(1, size // 10) :].sum() / total),
        )

    def _may(self, investor: Appetite) -> NDArray[np.bool_]:
        may = self._class <= investor.risk_class
        may &= self._ticket <= investor.money
        may &= self._left > 0
        if investor.months is not None:
            may &= self._months <= investor.months
        if investor.least_rate is not None:
            may &= self._rate >= np.float32(investor.least_rate)
        own = {str(each) for each in (investor.investor, *investor.related)}
        return may & ~self._issuer.are(own)

    def _parts(self, investor: Appetite, places: NDArray[np.intp]) -> dict[Reason, Numbers]:
        indifferent = np.full(len(places), 0.5, dtype=np.float32)
        held = investor.held_industries
        total = max(sum(held.values()), 1)
        liked = {name: min(1.0, 0.5 + amount / total) for name, amount in held.items()}
        liked |= dict.fromkeys(investor.industries, 1.0)
        crowded = {name: amount / total for name, amount in held.items()}
        issuers = {str(each) for each in investor.held_issuers}
        known = 0.5 * self._issuer.are(issuers)[places].astype(np.float32)
        spread = 1 - self._industry.weigh(crowded, 0.0)[places] * 0.5 - known
        return {
            Reason.RETURN: self._beside[places],
            Reason.TENOR: self._tenor(investor.months)[places],
            Reason.INDUSTRY: self._industry.weigh(liked, 0.0 if liked else 0.5)[places],
            Reason.REGION: self._region.weigh(
                dict.fromkeys(investor.regions, 1.0), 0.0 if investor.regions else 0.5
            )[places],
            Reason.SPREAD: spread if held else indifferent,
            Reason.ALIKE: self._alike(investor)[places],
            Reason.CALM: 1 - self._class[places].astype(np.float32) / 5,
        }

    def _tenor(self, months: int | None) -> Numbers:
        """How near a term is to the wished one, from 1 down to 0."""
        if months is None:
            return np.full(len(self.projects), 0.5, dtype=np.float32)
        return 1 - np.minimum(1, np.abs(self._months - months) / months)

    def _alike(self, investor: Appetite) -> Numbers:
        """Who shows no plan is neither like nor unlike; the nearest plan counts as wholly alike."""
        nearest = max(investor.alike.values(), default=0.0)
        if nearest <= 0:
            return np.full(len(self.projects), 0.5, dtype=np.float32)
        beside = {str(issuer): 0.5 + 0.5 * it / nearest for issuer, it in investor.alike.items()}
        return self._issuer.weigh(beside, 0.5)

    def _return_in_class(self) -> Numbers:
        """How a rate stands beside others of the same risk: near 0 the lowest, near 1 the highest,
        equal ones alike. A high rate for high risk is no merit by itself."""
        beside = np.full(len(self.projects), 0.5, dtype=np.float32)
        for risk_class in range(1, 6):
            places = np.flatnonzero(self._class == risk_class)
            if len(places) > 1:
                rates = np.sort(self._rate[places])
                below = np.searchsorted(rates, self._rate[places], "left")
                not_above = np.searchsorted(rates, self._rate[places], "right")
                beside[places] = (below + not_above) / (2 * len(places))
        return beside


class _Words:
    """A column of words as numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words, self._of = np.unique(np.array(words, dtype=str), return_inverse=True)
        self._place = {str(word): place for place, word in enumerate(self._words)}

    def are(self, wanted: set[str]) -> NDArray[np.bool_]:
        marks = np.zeros(len(self._words), dtype=bool)
        for word in wanted:
            if word in self._place:
                marks[self._place[word]] = True
        return marks[self._of]

    def weigh(self, weights: dict[str, float], otherwise: float) -> Numbers:
        values = np.full(len(self._words), otherwise, dtype=np.float32)
        for word, weight in weights.items():
            if word in self._place:
                values[self._place[word]] = weight
        return values[self._of]


def _best(values: Numbers, count: int) -> NDArray[np.intp]:
    if len(values) > count:
        some = np.argpartition(-values, count - 1)[:count]
        return some[np.lexsort((some, -values[some]))]
    return np.argsort(-values, kind="stable")


def _reason(parts: dict[Reason, Numbers], place: int) -> Reason:
    """What this pair has above what any pair would have."""
    return max(parts, key=lambda reason: WEIGHTS[reason] * (float(parts[reason][place]) - 0.5))
