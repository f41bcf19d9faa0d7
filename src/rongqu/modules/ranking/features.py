"""What an order is learned from: each offer as it is, and beside its rivals in the list."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.ranking.types import Candidate

Floats = npt.NDArray[np.float64]

PRIORITIES = ("cost", "speed", "fit")
LEAST_COST = 0.0001


def matrix_of(candidates: Sequence[Candidate], priority: str | None) -> Floats:
    """A row for each candidate."""
    cheapest = min(max(each.yearly_cost, LEAST_COST) for each in candidates)
    fastest = min(each.days for each in candidates)
    largest = max(each.amount for each in candidates)
    wants = [float(priority == name) for name in PRIORITIES]
    return np.array(
        [
            [
                each.yearly_cost,
                cheapest / max(each.yearly_cost, LEAST_COST),
                each.days,
                (1 + fastest) / (1 + each.days),
                each.fit,
                log1p(each.amount),
                each.amount / max(largest, 1.0),
                each.months,
                each.grade,
                each.papers,
                each.collateral,
                len(candidates),
                *wants,
            ]
            for each in candidates
        ],
        dtype=np.float64,
    )


def stack(matrices: Sequence[npt.NDArray[Any]]) -> Floats:
    return np.vstack(matrices)
