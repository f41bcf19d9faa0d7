"""Growing boosted trees, as the challenger of a scorecard. Needs LightGBM, of the extra `train`.

Trees are grown in three styles, which count the same in the end: shallow ones and bushy ones that
see pairs of the strongest features (ratio, difference, product) besides, and careful ones that see
the features alone. Each tree sees a part of rows and inputs. How many trees: as many as help on
parts kept aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np

from rongqu.modules.models.making.card import Outcome
from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.making.growing import find_lightgbm, to_tree
from rongqu.modules.models.serving.arrays import Columns, Flags, Floats, Texts, row_count
from rongqu.modules.models.serving.encoding import Input, Operation, to_matrix
from rongqu.modules.models.serving.forest import Tree

MOST_ROUNDS, PATIENCE = 1_000, 100
PARTS = 5
ENCODING_PARTS = 20
"""In which rates of categories are computed apart: the more, the nearer to those of all rows."""
PAIRED, MOST_PAIRED, WIDE = 8, 64, 50
"""So many of the strongest are paired; more of them where there are many features, as in a table of
ratios, unless the rows are so many that each pair costs."""
PAIRS_SIFTED, PAIRS_KEPT = 600, 300
"""Of more pairs than that those are kept that a second look gains most from: at most so many that
tell most by themselves, on so many rows, in so many parts of equal size."""
SIFT_PARTS, SIFT_ROWS = 32, 5_000
PEEK_ROUNDS, SIFT_ROUNDS = 60, 100
TINY, FEW = 1_000, 20_000
LEAST_ROUNDS, TINY_LEAST = 150, 30
"""Fewer say too little; of few bad cases the best place is mostly luck."""


class Style(StrEnum):
    SHALLOW = "shallow"
    BUSHY = "bushy"
    CAREFUL = "careful"


_SHAPES = {
    Style.SHALLOW: (4, 0.05, 0.3),
    Style.BUSHY: (16, 0.03, 0.2),
    Style.CAREFUL: (16, 0.03, 0.3),
}
_TINY_SHAPES = {
    Style.SHALLOW: (4, 0.05, 0.3),
    Style.BUSHY: (3, 0.05, 0.2),
    Style.CAREFUL: (3, 0.05, 0.4),
}
"""Leaves of a tree, learning rate, share of the inputs that a tree sees."""

_PEEK = {
    "learning_rate": 0.1,
    "num_leaves": 31,
    "feature_fraction": 1.0,
    "bagging_fraction": 1.0,
    "lambda_l2": 0.0,
}
"""Greedy trees over all features: their gains go to the strongest, not to whichever was drawn."""
_SIFT = _PEEK | {"feature_fraction": 0.1}
"""Over a thousand pairs a tree sees few: twins take turns, and each shows what it is worth."""

PLAIN = frozenset({Style.CAREFUL})
"""Styles that see no pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestPlan:
    styles: tuple[Style, ...] = tuple(Style)
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Grown:
    """`inputs`: the features first, how frequent their categories are, then pairs of features."""

    inputs: tuple[Input, ...]
    trees: dict[Style, list[Tree]]


def find_rounds(
    columns: Columns, features: Sequence[str], outcome: Outcome, plan: ForestPlan
) -> dict[Style, int]:
    """How many trees of each style help on parts kept aside: on one of five, or on three where a
    table is small and one part says little. By rank, since what is stated is calibrated later: with
    few bad cases the likelihood stops long before the ranking does."""
    matrix, inputs = _encode(columns, features, outcome, plan)
    part_of = folds_of(outcome.is_bad, PARTS, plan.seed)
    tried = range(3 if len(matrix) < FEW else 1)
    parts = [(np.flatnonzero(part_of != part), np.flatnonzero(part_of == part)) for part in tried]
    return {
        style: _best_rounds(
            _seen_by(style, matrix, inputs), outcome, parts, _settings(style, len(matrix), plan)
        )
        for style in plan.styles
    }


def _best_rounds(
    matrix: Floats, outcome: Outcome, parts: list[Any], settings: dict[str, Any]
) -> int:
    """Where the mean over the parts is best; a part's own best is mostly luck."""
    lightgbm = find_lightgbm()
    data = lightgbm.Dataset(
        matrix, outcome.is_bad, weight=outcome.weights, params=settings, free_raw_data=False
    )
    found = lightgbm.cv(
        settings | {"metric": "auc"},
        data,
        MOST_ROUNDS,
        folds=parts,
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    least = LEAST_ROUNDS if len(matrix) > TINY else TINY_LEAST
    return max(least, len(found["valid auc-mean"]))


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
                _seen_by(style, matrix, inputs),
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
    shapes = _TINY_SHAPES if rows <= TINY else _SHAPES
    leaves, rate, seen = shapes[style]
    return {
        "objective": "binary",
        "learning_rate": rate,
        "num_leaves": leaves,
        "min_data_in_leaf": max(3, min(20, rows // 40)),
        "feature_fraction": seen,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "verbosity": -1,
        "num_threads": 1,  # the same trees on every machine
        "deterministic": True,
        "force_row_wise": True,
        "seed": plan.seed,
    }


def _seen_by(style: Style, matrix: Floats, inputs: tuple[Input, ...]) -> Floats:
    return matrix[:, : sum(it.second is None for it in inputs)] if style in PLAIN else matrix


def _grow(matrix: Floats, outcome: Outcome, style: dict[str, Any], rounds: int) -> Iterator[Tree]:
    lightgbm = find_lightgbm()
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
    part_of = folds_of(outcome.is_bad, ENCODING_PARTS, plan.seed)
    for place, one in enumerate(inputs):
        if one.rates is None:
            continue
        for part in range(ENCODING_PARTS):
            inside = part_of == part
            others = _to_input(one.feature, columns, outcome, ~inside)
            column: Texts = columns[one.feature][inside]
            matrix[inside, place] = [others.value_of(value) for value in column.tolist()]
    frequencies = tuple(_frequency(one, columns) for one in inputs if one.rates is not None)
    pairs = _pairs(inputs, matrix, columns, outcome, plan)
    added = frequencies + pairs
    return (np.hstack([matrix, to_matrix(added, columns)]) if added else matrix), inputs + added


def _frequency(one: Input, columns: Columns) -> Input:
    """How many rows have the category: it tells how far its rate is to be believed."""
    counts = Counter(str(value) for value in columns[one.feature].tolist() if value is not None)
    return Input(feature=one.feature, rates={name: float(n) for name, n in counts.items()})


def _pairs(
    inputs: tuple[Input, ...],
    matrix: Floats,
    columns: Columns,
    outcome: Outcome,
    plan: ForestPlan,
) -> tuple[Input, ...]:
    """Of the numbers that a first few trees gain most from."""
    if len(matrix) <= TINY or PLAIN.issuperset(plan.styles):
        return ()
    settings = _settings(Style.BUSHY, len(matrix), plan)
    gains = _gains(matrix, outcome, settings | _PEEK, PEEK_ROUNDS)
    strongest_first: list[int] = np.argsort(-gains).tolist()
    numbers = [place for place in strongest_first if inputs[place].rates is None]
    names = [inputs[place].feature for place in numbers[: _paired(len(numbers), len(matrix))]]
    pairs = [
        Input(feature=first, second=second, operation=operation)
        for first, second in combinations(names, 2)
        for operation in Operation
    ]
    if len(pairs) > PAIRS_KEPT:
        pairs = _most_telling(pairs, columns, outcome, plan)
        seen = np.hstack([matrix, to_matrix(tuple(pairs), columns)])
        gains = _gains(seen, outcome, settings | _SIFT, SIFT_ROUNDS)[len(inputs) :]
        kept: list[int] = np.argsort(-gains, kind="stable")[:PAIRS_KEPT].tolist()
        pairs = [pairs[place] for place in kept]
    return tuple(pairs)


def _most_telling(
    pairs: list[Input], columns: Columns, outcome: Outcome, plan: ForestPlan
) -> list[Input]:
    """One column at a time: all of them at once would not stand in memory."""
    rows = np.random.default_rng(plan.seed).permutation(len(outcome.is_bad))[:SIFT_ROWS]
    few = {name: columns[name][rows] for each in pairs for name in each.features}
    is_bad = outcome.is_bad[rows]
    told = [_told(to_matrix((pair,), few)[:, 0], is_bad) for pair in pairs]
    best: list[int] = np.argsort(-np.array(told), kind="stable")[:PAIRS_SIFTED].tolist()
    return [pairs[place] for place in best]


def _told(values: Floats, is_bad: Flags) -> float:
    """Chi-square of parts of equal size, those without a value being one of their own."""
    known = values[~np.isnan(values)]
    edges = np.quantile(known, np.arange(1, SIFT_PARTS) / SIFT_PARTS) if len(known) else known
    parts = np.searchsorted(edges, values)  # without a value: the last one
    parts[np.isnan(values)] = SIFT_PARTS
    counts = np.bincount(parts, minlength=SIFT_PARTS + 1)
    base = float(is_bad.mean())
    over = np.bincount(parts, weights=is_bad, minlength=SIFT_PARTS + 1) - counts * base
    return float(np.sum(over**2 / np.maximum(counts * base, 1e-9)))


def _gains(matrix: Floats, outcome: Outcome, settings: dict[str, Any], rounds: int) -> Floats:
    lightgbm = find_lightgbm()
    data = lightgbm.Dataset(matrix, outcome.is_bad, weight=outcome.weights, params=settings)
    found: Floats = lightgbm.train(settings, data, rounds).feature_importance("gain")
    return found


def _paired(numbers: int, rows: int) -> int:
    return MOST_PAIRED if numbers > WIDE and rows <= FEW else PAIRED


def _to_input(name: str, columns: Columns, outcome: Outcome, rows: Flags | None) -> Input:
    """A rare category has no rate of its own: what is learned from few rows does not last."""
    column = columns[name]
    if column.dtype != object:
        return Input(feature=name)
    count = row_count(columns)
    chosen = np.ones(count, dtype=np.bool_) if rows is None else rows
    is_bad, base = outcome.is_bad[chosen], float(outcome.is_bad[chosen].mean())
    sums: dict[str, list[float]] = {}
    for value, bad in zip(column[chosen].tolist(), is_bad.tolist(), strict=True):
        if value is not None:
            found = sums.setdefault(str(value), [0.0, 0.0])
            found[0] += bad
            found[1] += 1
    smoothing, least = min(100.0, max(20.0, count / 100)), min(50, max(5, count // 200))
    rates = {
        value: (bad + smoothing * base) / (seen + smoothing)
        for value, (bad, seen) in sums.items()
        if seen >= least
    }
    return Input(feature=name, rates=rates, average=base)
