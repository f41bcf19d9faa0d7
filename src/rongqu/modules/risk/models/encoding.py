"""From columns to the matrix that trees read: numbers as they are, categories by how bad they are.

A category stands for the smoothed bad rate that it had in training, so that every question of a
tree is "is it at most this?". One that was not there is worth what an average case is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rongqu.modules.risk.models.arrays import Columns, Floats, Row, row_count

NAN = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """`rates` None: a number. Else by category, and `average` for those unknown."""

    feature: str
    rates: dict[str, float] | None = None
    average: float = 0.0

    def value_of(self, value: float | str | None) -> float:
        if value is None:
            return NAN
        if self.rates is not None:
            return self.rates.get(str(value), self.average)
        return NAN if isinstance(value, str) else float(value)


def to_matrix(inputs: tuple[Input, ...], columns: Columns) -> Floats:
    matrix = np.empty((row_count(columns), len(inputs)))
    for place, one in enumerate(inputs):
        column: Any = columns[one.feature]
        if one.rates is None:
            matrix[:, place] = column
        else:
            matrix[:, place] = [one.value_of(value) for value in column.tolist()]
    return matrix


def to_row(inputs: tuple[Input, ...], row: Row) -> list[float]:
    return [one.value_of(row.get(one.feature)) for one in inputs]
