"""A scorecard: points for each bin of each feature, added to the points of an average case.

A card is compiled once. Then one case takes a few microseconds (a bisection a feature), and many
cases take one comparison an edge: no row passes through a data frame.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import (
    BLOCK,
    Columns,
    Floats,
    Points,
    Row,
    Texts,
    row_count,
)

LOWEST, HIGHEST = 300, 850

Codes = npt.NDArray[np.uint8]
"""Numbers of bins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """`base_score` points stand for odds good : bad of `base_odds`; `pdo` more double them."""

    base_score: int = 600
    base_odds: float = 20.0
    pdo: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBins:
    """Bin k holds `edges[k - 1] <= value < edges[k]`."""

    feature: str
    edges: tuple[float, ...]
    points: tuple[int, ...]
    missing: int

    def points_of(self, value: float | str | None) -> int:
        if value is None or isinstance(value, str) or value != value:  # NaN differs from itself
            return self.missing
        return self.points[bisect_right(self.edges, value)]

    def add_points(self, column: Floats, scores: Points) -> None:
        """Adds to `scores`."""
        points = np.array((*self.points, self.missing), dtype=np.int32)
        for start, codes in codes_of(column, self.edges):
            scores[start : start + len(codes)] += points.take(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBins:
    """`other` is for categories that were rare or unknown when the card was fitted."""

    feature: str
    points: dict[str, int]
    other: int
    missing: int

    def points_of(self, value: float | str | None) -> int:
        return self.missing if value is None else self.points.get(str(value), self.other)

    def is_unknown(self, value: float | str | None) -> bool:
        return value is not None and str(value) not in self.points

    def add_points(self, column: Texts, scores: Points) -> None:
        found = [self.points_of(value) for value in column.tolist()]
        scores += np.array(found, dtype=np.int32)


Bins = NumberBins | CategoryBins


@dataclass(frozen=True, slots=True)
class Effect:
    """What one feature did to the score."""

    feature: str
    value: float | str | None
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    scale: Scale
    base_points: int
    """Of a case with average evidence."""
    bins: tuple[Bins, ...]

    def score_many(self, columns: Columns) -> Points:
        """Whole cards between 300 and 850."""
        scores = np.full(row_count(columns), self.base_points, dtype=np.int32)
        for one in self.bins:
            column: Any = columns[one.feature]
            one.add_points(column, scores)
        return np.clip(scores, LOWEST, HIGHEST)

    def log_odds_of(self, score: int) -> float:
        """Of a good outcome, as the scale states it."""
        distance = (score - self.scale.base_score) / self.scale.pdo
        return float(np.log(self.scale.base_odds) + distance * np.log(2.0))

    def compile(self) -> Callable[[Row, int], tuple[int, list[Effect]]]:
        """For serving: one case and how many effects, strongest first -> its score and those."""
        base = self.base_points
        steps = tuple((one.feature, one.points_of) for one in self.bins)

        def score(row: Row, shown: int) -> tuple[int, list[Effect]]:
            total, found = base, list[tuple[int, str, float | str | None]]()
            get = row.get
            for feature, points_of in steps:
                value = get(feature)
                points = points_of(value)
                if points:
                    total += points
                    found.append((points, feature, value))
            found.sort(key=_strength)
            effects = [Effect(feature, value, points) for points, feature, value in found[:shown]]
            return min(HIGHEST, max(LOWEST, total)), effects

        return score

    def unknown_in(self, row: Row) -> list[str]:
        """Features whose category was not there when the card was fitted."""
        return [
            one.feature
            for one in self.bins
            if isinstance(one, CategoryBins) and one.is_unknown(row.get(one.feature))
        ]


def _strength(found: tuple[int, str, float | str | None]) -> int:
    return -abs(found[0])


def codes_of(column: Floats, edges: Iterable[float]) -> Iterator[tuple[int, Codes]]:
    """Block by block, where it starts and the bin of each value; one past the last where unknown.

    A comparison an edge beats a search, for nothing is hard to foresee; an answer is a byte, which
    is added as one. A block is overwritten by the next.
    """
    edges = tuple(edges)
    answers, kept = np.empty(BLOCK, dtype=np.bool_), np.empty(BLOCK, dtype=np.uint8)
    for start in range(0, len(column), BLOCK):
        block = column[start : start + BLOCK]
        answer, codes = answers[: len(block)], kept[: len(block)]
        ones = answer.view(np.uint8)
        np.isnan(block, out=answer)
        np.multiply(ones, np.uint8(len(edges) + 1), out=codes)  # not above any edge besides
        for edge in edges:
            np.greater_equal(block, edge, out=answer)
            np.add(codes, ones, out=codes)
        yield start, codes


def to_points(log_odds: Sequence[float], scale: Scale) -> tuple[int, ...]:
    """Log odds as points of the scale, to the nearest whole one."""
    factor = scale.pdo / np.log(2.0)
    return tuple(int(np.rint(one * factor)) for one in log_odds)
