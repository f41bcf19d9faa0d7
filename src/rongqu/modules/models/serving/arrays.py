"""The shapes that models take in: one column a feature, NaN or None where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Points = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

Columns = Mapping[str, npt.NDArray[Any]]
"""Float64 for numbers, objects (str or None) for categories; all of one length."""

BLOCK = 16_384
"""Rows worked on at once: small enough for a processor's second cache."""

Row = Mapping[str, float | str | None]
"""One case; a feature that is not there is missing."""


def row_count(columns: Columns) -> int:
    return len(next(iter(columns.values())))


def sigmoid(logits: Floats) -> Floats:
    """1 / (1 + e^-x), for any x without overflow."""
    small = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1.0, small) / (1.0 + small)
