"""A model as JSON and back. JSON cannot run anything, which is why it is not a pickle."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from rongqu.modules.models.serving.calibration import Calibration
from rongqu.modules.models.serving.card import Bins, Card, CategoryBins, NumberBins, Scale
from rongqu.modules.models.serving.encoding import Input, Operation
from rongqu.modules.models.serving.forest import Forest, read_tree
from rongqu.modules.models.serving.model import Model

FORMAT = "rongqu.model/1"


class NotAModel(ValueError):
    """The text is not a model of this format."""


def write_model(model: Model) -> str:
    card = model.card
    kept = {
        "format": FORMAT,
        "name": model.name,
        "label": model.label,
        "scale": asdict(model.scale),
        "features": [list(one) for one in model.features],
        "card": None if card is None else _write_card(card),
        "forest": None if model.forest is None else _write_forest(model.forest),
        "inputs": [asdict(one) for one in model.inputs],
        "card_weight": model.card_weight,
        "calibration": asdict(model.calibration),
        "facts": model.facts,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_model(text: str) -> Model:
    try:
        kept: dict[str, Any] = json.loads(text)
        if kept["format"] != FORMAT:
            raise NotAModel(kept["format"])
        return _read(kept)
    except (KeyError, TypeError, ValueError) as error:
        raise NotAModel(str(error)) from error


def _read(kept: dict[str, Any]) -> Model:
    calibration = kept["calibration"]
    return Model(
        name=kept["name"],
        label=kept["label"],
        scale=Scale(**kept["scale"]),
        features=tuple((name, kind) for name, kind in kept["features"]),
        card=None if kept["card"] is None else _read_card(kept["card"]),
        forest=None if kept["forest"] is None else _read_forest(kept["forest"]),
        inputs=tuple(_read_input(one) for one in kept["inputs"]),
        card_weight=kept["card_weight"],
        calibration=Calibration(
            intercept=calibration["intercept"],
            slope=calibration["slope"],
            covariance=tuple(calibration["covariance"]),
        ),
        facts=kept["facts"],
    )


def _read_input(kept: dict[str, Any]) -> Input:
    operation = kept["operation"]
    return Input(
        feature=kept["feature"],
        rates=kept["rates"],
        average=kept["average"],
        second=kept["second"],
        operation=None if operation is None else Operation(operation),
    )


def _write_card(card: Card) -> dict[str, Any]:
    return asdict(card)


def _read_card(kept: dict[str, Any]) -> Card:
    return Card(
        scale=Scale(**kept["scale"]),
        base_points=kept["base_points"],
        bins=tuple(_read_bins(one) for one in kept["bins"]),
    )


def _read_bins(kept: dict[str, Any]) -> Bins:
    if "edges" in kept:
        edges, points = tuple(kept["edges"]), tuple(kept["points"])
        if len(points) != len(edges) + 1 or list(edges) != sorted(edges):
            raise NotAModel(kept["feature"])
        return NumberBins(
            feature=kept["feature"], edges=edges, points=points, missing=kept["missing"]
        )
    return CategoryBins(**kept)


def _write_forest(forest: Forest) -> dict[str, Any]:
    return {"trees": [asdict(tree) for tree in forest.trees]}


def _read_forest(kept: dict[str, Any]) -> Forest:
    return Forest([read_tree(tree) for tree in kept["trees"]])
