"""What would have to change for more points: the nearest better bin of each feature."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rongqu.modules.models.serving.arrays import Row
from rongqu.modules.models.serving.card import Card, NumberBins


@dataclass(frozen=True, slots=True)
class Improvement:
    """`points` more if `feature` were at least (or, where less is better, below) `target`."""

    feature: str
    target: float
    at_least: bool
    points: int


def find_improvements(card: Card, row: Row) -> list[Improvement]:
    """One a feature, the largest gain first. What is not known cannot be improved."""
    found = (
        _nearest(bins, row.get(bins.feature)) for bins in card.bins if isinstance(bins, NumberBins)
    )
    return sorted((step for step in found if step is not None), key=lambda step: -step.points)


def _nearest(bins: NumberBins, value: float | str | None) -> Improvement | None:
    """Of the better bins above and below, the one fewer bins away."""
    if value is None or isinstance(value, str) or value != value:  # NaN differs from itself
        return None
    here = bisect_right(bins.edges, value)
    steps = sorted(_better(bins, here), key=lambda step: abs(step - here))
    if not steps:
        return None
    step, gain = steps[0], bins.points[steps[0]] - bins.points[here]
    if step > here:
        return Improvement(bins.feature, bins.edges[step - 1], True, gain)
    return Improvement(bins.feature, bins.edges[step], False, gain)


def _better(bins: NumberBins, here: int) -> Iterator[int]:
    return (place for place, points in enumerate(bins.points) if points > bins.points[here])
