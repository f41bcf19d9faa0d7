"""Features of a cube: the one definition, for one company and for all of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from rongqu.modules.risk.factory.cube import Cube
from rongqu.modules.risk.factory.declare import (
    WINDOWS,
    Aggregate,
    Comparison,
    declared,
)
from rongqu.modules.risk.factory.sources import SERIES

YEAR = 12
TINY = 1e-9
Values = npt.NDArray[np.float64]


def evaluate(cube: Cube) -> Values:
    """Companies x `declared()`. NaN: no source, or nothing to divide by."""
    found = _by_window(cube)
    places = {series.name: place for place, series in enumerate(SERIES)}
    columns = [
        found[one.window, one.aggregate, one.comparison][:, places[one.series.name]]
        for one in declared()
    ]
    return np.stack(columns, axis=1)


def names() -> list[str]:
    return [one.name for one in declared()]


def by_name(cube: Cube) -> dict[str, float]:
    """The features of one company; a missing one is not there, never a zero."""
    values = evaluate(cube)[0]
    return {
        one.name: value
        for one, value in zip(declared(), values.tolist(), strict=True)
        if value == value  # NaN differs from itself
    }


def _by_window(cube: Cube) -> dict[tuple[int, Aggregate, Comparison], Values]:
    found: dict[tuple[int, Aggregate, Comparison], Values] = {}
    for window in WINDOWS:
        now = cube[:, :window, :]
        before = cube[:, window : 2 * window, :]
        a_year_ago = cube[:, YEAR : YEAR + window, :]
        for aggregate, compute in AGGREGATES.items():
            level = compute(now)
            found[window, aggregate, Comparison.LEVEL] = level
            found[window, aggregate, Comparison.BEFORE] = _change(level, compute(before))
            found[window, aggregate, Comparison.YEAR] = _change(level, compute(a_year_ago))
    return found


def _change(now: Values, then: Values) -> Values:
    return _divide(now - then, np.abs(then))


def _divide(above: Values, below: Values) -> Values:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(below) > TINY, above / below, np.nan)


def _variation(months: Cube) -> Values:
    return _divide(months.std(axis=1), np.abs(months.mean(axis=1)))


def _trend(months: Cube) -> Values:
    """Newest first, so that time runs backwards along the axis."""
    time = -np.arange(months.shape[1], dtype=np.float64)
    time -= time.mean()
    slope = np.tensordot(months, time, axes=(1, 0)) / (time @ time)
    return _divide(slope, np.abs(months.mean(axis=1)))


def _active(months: Cube) -> Values:
    return np.where(np.isnan(months).any(axis=1), np.nan, (months != 0).mean(axis=1))


def _drop(months: Cube) -> Values:
    """From the highest month so far to each later one."""
    oldest_first = months[:, ::-1, :]
    peaks = np.maximum.accumulate(oldest_first, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        falls = np.where(peaks > TINY, (peaks - oldest_first) / peaks, 0.0)
    falls = np.where(np.isnan(months[:, ::-1, :]), np.nan, falls)
    return falls.max(axis=1)


AGGREGATES: dict[Aggregate, Callable[[Cube], Values]] = {
    Aggregate.TOTAL: lambda months: months.sum(axis=1),
    Aggregate.MEAN: lambda months: months.mean(axis=1),
    Aggregate.LOWEST: lambda months: months.min(axis=1),
    Aggregate.HIGHEST: lambda months: months.max(axis=1),
    Aggregate.VARIATION: _variation,
    Aggregate.TREND: _trend,
    Aggregate.ACTIVE: _active,
    Aggregate.DROP: _drop,
}
