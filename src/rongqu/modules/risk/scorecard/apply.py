"""From features to points, and back: what would have to change for more of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongqu.modules.risk.scorecard.artefact import HIGHEST, LOWEST, Characteristic, Scorecard


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a feature does to the score; `value` None: it could not be computed."""

    feature: str
    points: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """`points` more if `feature` were at least (or, where less is better, below) `target`."""

    feature: str
    value: Decimal | None
    target: Decimal
    at_least: bool
    points: int


def apply_scorecard(
    scorecard: Scorecard, features: dict[str, Decimal]
) -> tuple[int, tuple[Contribution, ...]]:
    """The score and what made it, strongest first, in the order of the card where equal."""
    contributions = tuple(_contributions(scorecard.characteristics, features))
    total = scorecard.base_score + sum(contribution.points for contribution in contributions)
    strongest_first = sorted(contributions, key=lambda it: -abs(it.points))
    return max(LOWEST, min(HIGHEST, total)), tuple(strongest_first)


def find_improvements(
    scorecard: Scorecard, features: dict[str, Decimal]
) -> tuple[Improvement, ...]:
    """For each feature the nearest bin with more points; the largest gain first."""
    found = (_next_step(it, features.get(it.feature)) for it in scorecard.characteristics)
    return tuple(
        sorted((step for step in found if step is not None), key=lambda step: -step.points)
    )


def _contributions(
    characteristics: Sequence[Characteristic], features: dict[str, Decimal]
) -> Iterator[Contribution]:
    for it in characteristics:
        value = features.get(it.feature)
        points = it.missing_points if value is None else it.bins[it.bin_of(value)].points
        yield Contribution(it.feature, points, value)


def _next_step(it: Characteristic, value: Decimal | None) -> Improvement | None:
    """Upwards the next bin begins at the upper edge of this one; downwards it ends at its lower."""
    if value is None:
        return None
    here = it.bin_of(value)
    step = 1 if it.rises else -1
    position = here + step
    while 0 <= position < len(it.bins):
        gain = it.bins[position].points - it.bins[here].points
        edge = it.bins[position - 1 if it.rises else position].below
        if gain > 0 and edge is not None:
            return Improvement(it.feature, value, edge, it.rises, gain)
        position += step
    return None
