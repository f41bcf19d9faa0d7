"""LightGBM where it is installed, and its trees as ours."""

from __future__ import annotations

import importlib
from typing import Any

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.models.serving.forest import Tree


class TrainingNotInstalled(EnvironmentProblem):
    """Says how to get what is missing."""


def find_lightgbm() -> Any:
    try:
        return importlib.import_module("lightgbm")
    except ImportError:
        raise TrainingNotInstalled(
            "Boosted trees need the extra `train`: run `python tools/install.py train`, "
            "or train with `--model scorecard`."
        ) from None


def to_tree(root: dict[str, Any]) -> Tree:
    found: dict[str, list[Any]] = {
        name: []
        for name in ("features", "thresholds", "nan_left", "lefts", "rights", "leaves", "means")
    }
    _take(root, found)
    return Tree(**{name: tuple(values) for name, values in found.items()})


def _take(node: dict[str, Any], found: dict[str, list[Any]]) -> int:
    """The number of the node in the tree; leaves are numbered from left to right."""
    if "leaf_value" in node:
        found["leaves"].append(float(node["leaf_value"]))
        return ~(len(found["leaves"]) - 1)
    number, threshold = len(found["features"]), float(node["threshold"])
    left_if_nan = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
    found["features"].append(int(node["split_feature"]))
    found["thresholds"].append(threshold)
    found["nan_left"].append(bool(left_if_nan))
    found["means"].append(float(node["internal_value"]))
    for side in ("lefts", "rights"):
        found[side].append(0)
    for side, child in (("lefts", "left_child"), ("rights", "right_child")):
        found[side][number] = _take(node[child], found)
    return number
