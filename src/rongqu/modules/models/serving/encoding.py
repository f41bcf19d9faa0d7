"""From columns to the matrix that trees read: numbers as they are, categories by how bad they are.

A category stands for the smoothed bad rate that it had in training, so that every question of a
tree is "is it at most this?". One that was not there is worth what an average case is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from rongqu.modules.models.serving.arrays import Columns, Floats, Row, row_count

NAN = float("nan")


class Operation(StrEnum):
    RATIO = "ratio"
    DIFFERENCE = "difference"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """`rates` None: a number. Else by category, and `average` for those unknown. With a `second`
    feature: the two numbers as one."""

    feature: str
    rates: dict[str, float] | None = None
    average: float = 0.0
    second: str | None = None
    operation: Operation | None = None

    @property
    def features(self) -> tuple[str, ...]:
        return (self.feature,) if self.second is None else (self.feature, self.second)

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
        if one.second is not None:
            matrix[:, place] = _together(one.operation, column, columns[one.second])
        elif one.rates is None:
            matrix[:, place] = column
        else:
            matrix[:, place] = [one.value_of(value) for value in column.tolist()]
    return matrix


def to_row(inputs: tuple[Input, ...], row: Row) -> list[float]:
    found: list[float] = []
    for one in inputs:
        value = one.value_of(row.get(one.feature))
        if one.second is not None:
            pair = np.array([value]), np.array([one.value_of(row.get(one.second))])
            value = float(_together(one.operation, *pair)[0])
        found.append(value)
    return found


def _together(operation: Operation | None, first: Floats, second: Floats) -> Floats:
    """NaN where there is no finite answer."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        match operation:
            case Operation.RATIO:
                found = first / second
            case Operation.PRODUCT:
                found = first * second
            case _:
                found = first - second
    return np.where(np.isfinite(found), found, np.nan)
