"""Does a model treat groups differently: by region, size, industry, age of the company?

Bad rates of groups differ in truth, so that equal refusals are no goal by themselves. Looked at is
whether a group is refused more often than its own bad rate explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.making.binning import fine_edges
from rongqu.modules.models.making.measures import wilson
from rongqu.modules.models.serving.arrays import Flags, Floats

QUARTERS = 4
MOST_GROUPS = 20
FEW = 30
"""Cases: of a smaller group nothing is said."""
REFUSED = 0.8
"""The riskiest fifth stands for "refused"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`is_off`: the stated probability lies outside the interval of what was found."""

    name: str
    rows: int
    found: float
    low: float
    high: float
    stated: float
    refused: float

    @property
    def is_off(self) -> bool:
        return not self.low <= self.stated <= self.high


def compare_groups(column: npt.NDArray[Any], chances: Floats, is_bad: Flags) -> list[Group]:
    """Numbers in quarters, categories as they are; the largest groups first."""
    line = np.quantile(chances, REFUSED)
    found: list[Group] = []
    for name, inside in _groups(column):
        rows = int(inside.sum())
        if rows < FEW:
            continue
        low, high = wilson(int(is_bad[inside].sum()), rows)
        found.append(
            Group(
                name=name,
                rows=rows,
                found=float(is_bad[inside].mean()),
                low=low,
                high=high,
                stated=float(chances[inside].mean()),
                refused=float((chances[inside] > line).mean()),
            )
        )
    return sorted(found, key=lambda group: -group.rows)[:MOST_GROUPS]


def _groups(column: npt.NDArray[Any]) -> Iterator[tuple[str, Flags]]:
    if column.dtype == object:
        names = np.array(["" if value is None else str(value) for value in column.tolist()])
        for name in np.unique(names):
            yield str(name) or "-", names == name
        return
    edges = fine_edges(column, QUARTERS)
    codes = np.searchsorted(edges, column, side="right")
    unknown = np.isnan(column)
    for code in range(len(edges) + 1):
        low = "" if code == 0 else f"{edges[code - 1]:.4g}"
        high = "" if code == len(edges) else f"{edges[code]:.4g}"
        yield f"{low} – {high}", (codes == code) & ~unknown
    yield "-", unknown
