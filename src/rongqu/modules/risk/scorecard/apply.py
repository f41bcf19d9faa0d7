"""From features to points, while a card is fitted and judged; served it is by `models`."""

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


def apply_scorecard(
    scorecard: Scorecard, features: dict[str, Decimal]
) -> tuple[int, tuple[Contribution, ...]]:
    """The score and what made it, strongest first, in the order of the card where equal."""
    contributions = tuple(_contributions(scorecard.characteristics, features))
    total = scorecard.base_score + sum(contribution.points for contribution in contributions)
    strongest_first = sorted(contributions, key=lambda it: -abs(it.points))
    return max(LOWEST, min(HIGHEST, total)), tuple(strongest_first)


def _contributions(
    characteristics: Sequence[Characteristic], features: dict[str, Decimal]
) -> Iterator[Contribution]:
    for it in characteristics:
        value = features.get(it.feature)
        points = it.missing_points if value is None else it.bins[it.bin_of(value)].points
        yield Contribution(it.feature, points, value)
