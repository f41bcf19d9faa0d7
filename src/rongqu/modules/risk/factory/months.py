"""The factory's features of one company from its invoice months, as the platform keeps them.

The newest month is that of the last invoice, as for the declared features: how long ago that was
may be what a default looks like. `rongqu risk features --as-of` gives the same for a training table
whose companies all issued invoices in the month before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from rongqu.modules.risk.factory.cube import MONTHS, PLACES, Cube
from rongqu.modules.risk.factory.declare import declared
from rongqu.modules.risk.factory.evaluate import by_name
from rongqu.modules.risk.factory.sources import SERIES
from rongqu.modules.risk.features import MonthFigures

MEASURES = ("net", "count", "void", "red")
SIDES = ("sales", "purchases")
MINOR = 100
"""Fen in a yuan: amounts of features are in yuan."""


@cache
def available() -> tuple[str, ...]:
    """Names of the features that months are enough for."""
    wanted = {f"{side}_{measure}" for side in SIDES for measure in MEASURES}
    return tuple(one.name for one in declared() if one.series.name in wanted)


def features_of_months(months: Sequence[MonthFigures]) -> dict[str, float]:
    """A feature that cannot be computed is not there."""
    if not months:
        return {}
    found = by_name(_cube(months))
    return {name: found[name] for name in available() if name in found}


def _cube(months: Sequence[MonthFigures]) -> Cube:
    cube = np.full((1, MONTHS, len(SERIES)), np.nan)
    for side in SIDES:
        for measure in MEASURES:
            cube[0, :, PLACES[f"{side}_{measure}"]] = 0.0
    last = max(_ordinal(figures) for figures in months)
    for figures in months:
        age = last - _ordinal(figures)
        if age >= MONTHS:
            continue
        values = (
            figures.net.minor / MINOR,
            figures.count,
            figures.void_count,
            figures.red_count,
        )
        for measure, value in zip(MEASURES, values, strict=True):
            cube[0, age, PLACES[f"{figures.side}_{measure}"]] += value
    return cube


def _ordinal(figures: MonthFigures) -> int:
    return figures.month.year * 12 + figures.month.month
