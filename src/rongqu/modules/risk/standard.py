"""The model that comes with the platform, as it is served, and what can be computed for others."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from rongqu.modules.models.public import Calibration, Card, Model, NumberBins, Scale
from rongqu.modules.risk.factory.months import available
from rongqu.modules.risk.features import FEATURES
from rongqu.modules.risk.scorecard import CURRENT, Characteristic, Scorecard, read_scorecard


@cache
def standard_model() -> Model:
    folder = resources.files("rongqu.modules.risk.scorecard")
    facts: dict[str, Any] = json.loads(folder.joinpath(f"{CURRENT}.facts.json").read_text("utf-8"))
    return to_model(read_scorecard(), facts)


def to_model(scorecard: Scorecard, facts: dict[str, Any]) -> Model:
    """A score states its odds by the scale; there is nothing more to calibrate."""
    scale = Scale(
        base_score=scorecard.base_score, base_odds=float(scorecard.base_odds), pdo=scorecard.pdo
    )
    bins = tuple(_to_bins(it) for it in scorecard.characteristics)
    return Model(
        name=scorecard.version,
        label="defaulted",
        scale=scale,
        features=tuple((it.feature, "number") for it in scorecard.characteristics),
        card=Card(scale=scale, base_points=scorecard.base_score, bins=bins),
        forest=None,
        inputs=(),
        card_weight=1.0,
        calibration=Calibration(intercept=0.0, slope=1.0, covariance=(0.0, 0.0, 0.0)),
        facts=facts,
    )


@cache
def computable() -> frozenset[str]:
    """Every feature that a registered model may ask for."""
    return frozenset(FEATURES) | frozenset(available())


def _to_bins(it: Characteristic) -> NumberBins:
    return NumberBins(
        feature=it.feature,
        edges=tuple(float(one.below) for one in it.bins if one.below is not None),
        points=tuple(one.points for one in it.bins),
        missing=it.missing_points,
    )
