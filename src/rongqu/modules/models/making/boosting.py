"""Growing boosted trees, as the challenger of a scorecard. Needs LightGBM, of the extra `train`.

Trees are grown in three styles, which count the same in the end: wide
trees, the same with pairs of the strongest features (ratio, difference, product), and small ones
that see a part of rows and features each. How many trees: as many as help on parts kept aside.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.models.making.card import Outcome
from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.serving.arrays import Columns, Flags, Floats, Texts, row_count
from rongqu.modules.models.serving.encoding import Input, Operation, to_matrix
from rongqu.modules.models.serving.forest import Tree

MOST_ROUNDS, PATIENCE = 600, 100
SMOOTHING = 20.0
PARTS = 5
PAIRED, PEEK_ROUNDS = 8, 60
TINY, FEW = 1_000, 20_000
LEAST_ROUNDS = 30


class TrainingNotInstalled(EnvironmentProblem):
    """Says how to get what is missing."""


class Style(StrEnum):
    WIDE = "wide"
    PAIRED = "paired"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestPlan:
    styles: tuple[Style, ...] = tuple(Style)
    rate: float = 0.05
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Grown:
    """`inputs`: the features first, then pairs of them."""

    inputs: tuple[Input, ...]
    trees: dict[Style, list[Tree]]


def find_rounds(
    columns: Columns, features: Sequence[str], outcome: Outcome, plan: ForestPlan
) -> dict[Style, int]:
    """How many trees of each style help on parts kept aside: on one of five, or the mean of three
    where a table is small and one part says little. By rank, since what is stated is calibrated
    later: with few bad cases the likelihood stops long before the ranking does."""
    matrix, _ = _encode(columns, features, outcome, plan)
    part_of = folds_of(outcome.is_bad, PARTS, plan.seed)
    tried = range(3 if len(matrix) < FEW else 1)
    found: dict[Style, int] = {}
    for style in plan.styles:
        seen = _seen_by(style, matrix, len(features))
        settings = _settings(style, len(matrix), plan)
        best = [_best_rounds(seen, outcome, part_of == part, settings) for part in tried]
        found[style] = max(LEAST_ROUNDS, int(1.1 * sum(best) / len(best)))
    return found


def _best_rounds(matrix: Floats, outcome: Outcome, aside: Flags, settings: dict[str, Any]) -> int:
    lightgbm = _lightgbm()
    train = lightgbm.Dataset(
        matrix[~aside], outcome.is_bad[~aside], weight=outcome.weights[~aside], params=settings
    )
    test = train.create_valid(matrix[aside], outcome.is_bad[aside], weight=outcome.weights[aside])
    booster = lightgbm.train(
        settings | {"metric": "auc"},
        train,
        MOST_ROUNDS,
        valid_sets=[test],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    return int(booster.best_iteration)


def grow_forest(
    columns: Columns,
    features: Sequence[str],
    outcome: Outcome,
    plan: ForestPlan,
    rounds: Mapping[Style, int],
) -> Grown:
    matrix, inputs = _encode(columns, features, outcome, plan)
    trees = {
        style: list(
            _grow(
                _seen_by(style, matrix, len(features)),
                outcome,
                _settings(style, len(matrix), plan),
                rounds[style],
            )
        )
        for style in plan.styles
    }
    return Grown(inputs, trees)


def _settings(style: Style, rows: int, plan: ForestPlan) -> dict[str, Any]:
    """Small tables get small trees."""
    leaf = max(3, min(20, rows // 40))
    settings: dict[str, Any] = {
        "objective": "binary",
        "learning_rate": plan.rate,
        "num_leaves": 31 if rows > TINY else 4,
        "min_data_in_leaf": leaf,
        "verbosity": -1,
        "num_threads": 1,  # the same trees on every machine
        "deterministic": True,
        "force_row_wise": True,
        "seed": plan.seed,
    }
    if style is Style.CAREFUL:
        settings |= {
            "num_leaves": 15 if rows > TINY else 3,
            "min_data_in_leaf": max(3, min(30, rows // 40)),
            "feature_fraction": 0.4,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
        }
    return settings


def _seen_by(style: Style, matrix: Floats, features: int) -> Floats:
    return matrix if style is Style.PAIRED else matrix[:, :features]


def _grow(matrix: Floats, outcome: Outcome, style: dict[str, Any], rounds: int) -> Iterator[Tree]:
    lightgbm = _lightgbm()
    data = lightgbm.Dataset(matrix, outcome.is_bad, weight=outcome.weights, params=style)
    for kept in lightgbm.train(style, data, rounds).dump_model()["tree_info"]:
        yield to_tree(kept["tree_structure"])


def _encode(
    columns: Columns, features: Sequence[str], outcome: Outcome, plan: ForestPlan
) -> tuple[Floats, tuple[Input, ...]]:
    """Rates of categories come from the other parts of the table while trees are grown: a row must
    not find its own outcome in its inputs."""
    inputs = tuple(_to_input(name, columns, outcome, None) for name in features)
    matrix = to_matrix(inputs, columns)
    part_of = folds_of(outcome.is_bad, PARTS, plan.seed)
    for place, one in enumerate(inputs):
        if one.rates is None:
            continue
        for part in range(PARTS):
            inside = part_of == part
            others = _to_input(one.feature, columns, outcome, ~inside)
            column: Texts = columns[one.feature][inside]
            matrix[inside, place] = [others.value_of(value) for value in column.tolist()]
    pairs = tuple(_pairs(inputs, matrix, outcome, plan))
    if not pairs:
        return matrix, inputs
    return np.hstack([matrix, to_matrix(pairs, columns)]), inputs + pairs


def _pairs(
    inputs: tuple[Input, ...], matrix: Floats, outcome: Outcome, plan: ForestPlan
) -> Iterator[Input]:
    """Of the numbers that a first few trees gain most from."""
    if len(matrix) <= TINY or Style.PAIRED not in plan.styles:
        return
    lightgbm = _lightgbm()
    settings = _settings(Style.WIDE, len(matrix), plan) | {"learning_rate": 0.1}
    data = lightgbm.Dataset(matrix, outcome.is_bad, weight=outcome.weights, params=settings)
    gains: Floats = lightgbm.train(settings, data, PEEK_ROUNDS).feature_importance("gain")
    strongest_first: list[int] = np.argsort(-gains).tolist()
    numbers = [place for place in strongest_first if inputs[place].rates is None]
    for first, second in combinations(numbers[:PAIRED], 2):
        for operation in Operation:
            yield Input(
                feature=inputs[first].feature, second=inputs[second].feature, operation=operation
            )


def _to_input(name: str, columns: Columns, outcome: Outcome, rows: Flags | None) -> Input:
    column = columns[name]
    if column.dtype != object:
        return Input(feature=name)
    chosen = np.ones(row_count(columns), dtype=np.bool_) if rows is None else rows
    is_bad, base = outcome.is_bad[chosen], outcome.is_bad[chosen].mean()
    sums: dict[str, list[float]] = {}
    for value, bad in zip(column[chosen].tolist(), is_bad.tolist(), strict=True):
        if value is not None:
            found = sums.setdefault(str(value), [0.0, 0.0])
            found[0] += bad
            found[1] += 1
    rates = {
        value: (bad + SMOOTHING * base) / (count + SMOOTHING)
        for value, (bad, count) in sums.items()
    }
    return Input(feature=name, rates={k: float(v) for k, v in rates.items()}, average=float(base))


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


def _lightgbm() -> Any:
    try:
        return importlib.import_module("lightgbm")
    except ImportError:
        raise TrainingNotInstalled(
            "Boosted trees need the extra `train`: run `python tools/install.py train`, "
            "or train with `--model scorecard`."
        ) from None
