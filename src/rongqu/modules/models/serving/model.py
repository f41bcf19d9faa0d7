"""A model as it is served: a card, a forest, or both weighed; calibrated to default probability."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from rongqu.modules.models.serving.arrays import Columns, Floats, Points, Row, row_count
from rongqu.modules.models.serving.calibration import Calibration
from rongqu.modules.models.serving.card import HIGHEST, LOWEST, Card, Effect, Scale
from rongqu.modules.models.serving.encoding import Input, to_matrix, to_row
from rongqu.modules.models.serving.forest import Forest

LN2 = math.log(2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    scores: Points
    chances: Floats
    """Of default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One case. `effects` in points, strongest first; `unknown` names features whose category was
    never seen: a person has to look."""

    score: int
    chance: float
    chance_low: float
    chance_high: float
    effects: list[Effect]
    unknown: list[str]


@dataclass(frozen=True, kw_only=True)
class Model:
    """`card_weight` is of the card's log odds of a bad outcome; trees carry their own."""

    name: str
    label: str
    scale: Scale
    features: tuple[tuple[str, str], ...]
    """Name and kind, `number` or `category`."""
    card: Card | None
    forest: Forest | None
    inputs: tuple[Input, ...]
    card_weight: float
    calibration: Calibration
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    """What is known of it: how it was trained, on what, how good it is; for model cards."""

    @property
    def kind(self) -> str:
        if self.forest is None:
            return "scorecard"
        return "boosting" if self.card is None else "blend"

    @cached_property
    def _score_one(self) -> Callable[[Row, int], tuple[int, list[Effect]]]:
        assert self.card is not None
        return self.card.compile()

    def predict(self, columns: Columns) -> Predictions:
        log_odds = np.zeros(row_count(columns))
        of_card = self.card_weight
        scores: Points | None = None
        if self.card is not None:
            scores = self.card.score_many(columns)
            log_odds -= of_card * _card_log_odds(self.card, scores)
        if self.forest is not None:
            log_odds += self.forest.log_odds(to_matrix(self.inputs, columns))
            scores = None
        chances = self.calibration.chances(log_odds)
        return Predictions(
            scores=self.to_scores(chances) if scores is None else scores, chances=chances
        )

    def judge(self, row: Row, shown: int = 4) -> Judgement:
        log_odds, effects, score = 0.0, dict[str, float](), None
        of_card = self.card_weight
        if self.card is not None:
            score, of_points = self._score_one(row, len(self.card.bins))
            log_odds -= of_card * self.card.log_odds_of(score)
            effects = {one.feature: one.points * of_card for one in of_points}
        if self.forest is not None:
            value = to_row(self.inputs, row)
            base, found = self.forest.effects_of(value, len(value))
            log_odds += base + sum(found)
            points = -self.calibration.slope * self.scale.pdo / LN2
            for one, effect in zip(self.inputs, found, strict=True):
                for name in one.features:  # a pair's effect is halved between the two
                    share = points * effect / len(one.features)
                    effects[name] = effects.get(name, 0.0) + share
            score = None
        chance, low, high = self.calibration.chance_with_interval(log_odds)
        if score is None:
            score = int(self.to_scores(np.array([chance]))[0])
        return Judgement(
            score=score,
            chance=chance,
            chance_low=low,
            chance_high=high,
            effects=_strongest(effects, row, shown),
            unknown=self._unknown_in(row),
        )

    def to_scores(self, chances: Floats) -> Points:
        odds = np.log((1 - chances) / np.maximum(chances, 1e-12))
        scale = self.scale
        points = scale.base_score + scale.pdo * (odds - np.log(scale.base_odds)) / LN2
        return np.clip(np.rint(points), LOWEST, HIGHEST).astype(np.int32)

    def _unknown_in(self, row: Row) -> list[str]:
        if self.card is not None:
            return self.card.unknown_in(row)
        known = dict[str, set[str]]()
        for one in self.inputs:
            if one.rates is not None:
                known.setdefault(one.feature, set()).update(one.rates)
        return [
            name
            for name, seen in known.items()
            if row.get(name) is not None and str(row[name]) not in seen
        ]


def _card_log_odds(card: Card, scores: Points) -> Floats:
    scale = card.scale
    return np.log(scale.base_odds) + (scores - scale.base_score) / scale.pdo * LN2


def _strongest(effects: dict[str, float], row: Row, shown: int) -> list[Effect]:
    points = {name: int(np.rint(value)) for name, value in effects.items()}
    names = sorted((name for name, one in points.items() if one), key=lambda it: -abs(points[it]))
    return [Effect(name, row.get(name), points[name]) for name in names[:shown]]
