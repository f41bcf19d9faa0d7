"""What a model was trained on, as shares of bins: later tables are held against it (drift)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.making.binning import fine_edges
from rongqu.modules.models.making.measures import stability
from rongqu.modules.models.serving.arrays import Columns, row_count
from rongqu.modules.models.serving.model import Model

PARTS = 10
MOST_ROWS = 200_000
MOST_CATEGORIES = 30
SCORE = "score"
WATCH, ACT = 0.1, 0.25
"""Customary lines of the population stability index: below the first nothing has moved."""


def reference_of(model: Model, columns: Columns) -> dict[str, Any]:
    """Edges and counts of each feature, and of the score itself."""
    step = max(1, row_count(columns) // MOST_ROWS)
    thin = {name: columns[name][::step] for name, _ in model.features}
    found = {name: _describe(column) for name, column in thin.items()}
    found[SCORE] = _describe(model.predict(thin).scores.astype(np.float64))
    return found


def drift_of(model: Model, columns: Columns, scores: npt.NDArray[Any]) -> dict[str, float]:
    """Population stability index of the score and of each feature, the score first."""
    kept: dict[str, Any] = model.facts["reference"]
    found = {SCORE: _index(kept[SCORE], scores.astype(np.float64))}
    for name, _ in model.features:
        found[name] = _index(kept[name], columns[name])
    return found


def _describe(column: npt.NDArray[Any]) -> dict[str, Any]:
    if column.dtype == object:
        return _describe_categories(column)
    edges = fine_edges(column, PARTS).tolist()
    return {"edges": edges, "counts": _count(column, edges).tolist()}


def _describe_categories(column: npt.NDArray[Any]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for value in column.tolist():
        counts[_name(value)] = counts.get(_name(value), 0) + 1
    common = sorted(counts, key=lambda name: -counts[name])[:MOST_CATEGORIES]
    rest = len(column) - sum(counts[name] for name in common)
    return {"categories": common, "counts": [*(counts[name] for name in common), rest]}


def _index(kept: dict[str, Any], column: npt.NDArray[Any]) -> float:
    before = np.array(kept["counts"])
    if "edges" in kept:
        return stability(before, _count(column, kept["edges"]))
    places = {name: place for place, name in enumerate(kept["categories"])}
    codes = [places.get(_name(value), len(places)) for value in column.tolist()]
    return stability(before, np.bincount(codes, minlength=len(places) + 1))


def _count(column: npt.NDArray[Any], edges: list[float]) -> npt.NDArray[np.intp]:
    """Of each bin; the last is "missing"."""
    unknown = np.isnan(column)
    codes = np.searchsorted(np.array(edges), column[~unknown], side="right")
    return np.append(np.bincount(codes, minlength=len(edges) + 1), unknown.sum())


def _name(value: object) -> str:
    return "" if value is None else str(value)
