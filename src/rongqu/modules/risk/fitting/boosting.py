"""Growing boosted trees, as the challenger of a scorecard. Needs LightGBM, of the extra `train`.

A model is the mean of some members: trees with sought and trees with random thresholds, each with
its own seed. How many trees: as many as helped on a fifth that was kept aside.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.risk.fitting.card import Outcome
from rongqu.modules.risk.fitting.folds import folds_of
from rongqu.modules.risk.models.arrays import Columns, Flags, Floats, Texts, row_count
from rongqu.modules.risk.models.encoding import Input, to_matrix
from rongqu.modules.risk.models.forest import Forest, Tree

MOST_ROUNDS, PATIENCE = 1_000, 50
SMOOTHING = 20.0
PARTS = 5


class TrainingNotInstalled(EnvironmentProblem):
    """Says how to get what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestPlan:
    seeds: int = 2
    leaves: int = 15
    rate: float = 0.05
    seed: int = 7


def fit_forest(
    columns: Columns, features: Sequence[str], outcome: Outcome, plan: ForestPlan
) -> tuple[Forest, tuple[Input, ...]]:
    inputs, matrix = _encode(columns, features, outcome, plan.seed)
    trees, members = list[Tree](), 0
    for style in _styles(len(matrix), plan):
        rounds = _find_rounds(matrix, outcome, style, plan.seed)
        for seed in range(plan.seeds):
            trees += _grow(matrix, outcome, style | {"seed": plan.seed + seed}, rounds)
            members += 1
    return Forest(trees, members), inputs


def _styles(rows: int, plan: ForestPlan) -> Iterator[dict[str, Any]]:
    """Small tables get small trees."""
    leaves = plan.leaves if rows >= 2_000 else 5
    common: dict[str, Any] = {
        "objective": "binary",
        "learning_rate": plan.rate,
        "num_leaves": leaves,
        "min_data_in_leaf": max(3, min(30, rows // 40)),
        "feature_fraction": 0.4,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "max_bin": 255,
        "verbosity": -1,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
    }
    yield common
    yield common | {"extra_trees": True, "num_leaves": min(2 * leaves, 63)}


def _find_rounds(matrix: Floats, outcome: Outcome, style: dict[str, Any], seed: int) -> int:
    aside = folds_of(outcome.is_bad, PARTS, seed) == 0
    lightgbm = _lightgbm()
    train = lightgbm.Dataset(
        matrix[~aside], outcome.is_bad[~aside], weight=outcome.weights[~aside], params=style
    )
    test = train.create_valid(matrix[aside], outcome.is_bad[aside], weight=outcome.weights[aside])
    booster = lightgbm.train(
        style | {"metric": "binary_logloss", "seed": seed},
        train,
        MOST_ROUNDS,
        valid_sets=[test],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    return max(20, int(booster.best_iteration * 1.1))


def _grow(matrix: Floats, outcome: Outcome, style: dict[str, Any], rounds: int) -> Iterator[Tree]:
    lightgbm = _lightgbm()
    data = lightgbm.Dataset(matrix, outcome.is_bad, weight=outcome.weights, params=style)
    for kept in lightgbm.train(style, data, rounds).dump_model()["tree_info"]:
        yield to_tree(kept["tree_structure"])


def _encode(
    columns: Columns, features: Sequence[str], outcome: Outcome, seed: int
) -> tuple[tuple[Input, ...], Floats]:
    """Rates of categories come from the other parts of the table while trees are grown: a row must
    not find its own outcome in its inputs."""
    inputs = tuple(_to_input(name, columns, outcome, None) for name in features)
    matrix = to_matrix(inputs, columns)
    if all(one.rates is None for one in inputs):
        return inputs, matrix
    part_of = folds_of(outcome.is_bad, PARTS, seed)
    for place, one in enumerate(inputs):
        if one.rates is None:
            continue
        for part in range(PARTS):
            inside = part_of == part
            others = _to_input(one.feature, columns, outcome, ~inside)
            column: Texts = columns[one.feature][inside]
            matrix[inside, place] = [others.value_of(value) for value in column.tolist()]
    return inputs, matrix


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
