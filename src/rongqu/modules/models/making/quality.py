"""Which features are of no use, and why: empty, constant, as good as another, leaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from rongqu.modules.models.making.measures import area_under_curve
from rongqu.modules.models.making.screening import LEAK_AUC, LEAST_BAD
from rongqu.modules.models.serving.arrays import Flags, Floats

SAME = 0.99
FILLED = 0.05
"""Known for fewer companies than this, a feature is as good as empty."""


class Fault(StrEnum):
    EMPTY = "empty"
    CONSTANT = "constant"
    CORRELATED = "correlated"
    LEAKING = "leaking"


@dataclass(frozen=True, slots=True)
class Faulty:
    feature: str
    fault: Fault
    detail: str


def find_faults(names: Sequence[str], values: Floats, is_bad: Flags | None) -> list[Faulty]:
    """In the order of the features; of two that say the same the later one is named."""
    known = ~np.isnan(values)
    faults = dict[int, Faulty]()
    for place, name in enumerate(names):
        column = values[known[:, place], place]
        if known[:, place].mean() < FILLED:
            faults[place] = Faulty(name, Fault.EMPTY, f"{known[:, place].mean():.0%}")
        elif (column == column[0]).all():
            faults[place] = Faulty(name, Fault.CONSTANT, f"{column[0]:g}")
        elif is_bad is not None:
            auc = _auc(column, is_bad[known[:, place]])
            if auc > LEAK_AUC:
                faults[place] = Faulty(name, Fault.LEAKING, f"AUC {auc:.3f}")
    for place, twin, correlation in _twins(
        values, [p for p in range(len(names)) if p not in faults]
    ):
        faults[place] = Faulty(names[place], Fault.CORRELATED, f"{names[twin]} {correlation:.3f}")
    return [faults[place] for place in sorted(faults)]


def _auc(column: Floats, is_bad: Flags) -> float:
    bad = int(is_bad.sum())
    if min(bad, len(is_bad) - bad) < LEAST_BAD:
        return 0.5
    auc = area_under_curve(column, is_bad)
    return max(auc, 1 - auc)


def _twins(values: Floats, places: list[int]) -> list[tuple[int, int, float]]:
    """By rank correlation with an earlier feature that is kept; unknown values count as middle."""
    if not places:
        return []
    chosen = values[:, places]
    filled = np.where(np.isnan(chosen), np.nanmedian(chosen, axis=0), chosen)
    ranks = np.argsort(np.argsort(filled, axis=0, kind="stable"), axis=0).astype(np.float64)
    ranks -= ranks.mean(axis=0)
    ranks /= np.maximum(np.sqrt((ranks * ranks).sum(axis=0)), 1e-12)
    correlations = np.abs(ranks.T @ ranks)
    found: list[tuple[int, int, float]] = []
    kept: list[int] = []
    for place in range(len(places)):
        near = [other for other in kept if correlations[place, other] > SAME]
        if near:
            found.append((places[place], places[near[0]], float(correlations[place, near[0]])))
        else:
            kept.append(place)
    return found
