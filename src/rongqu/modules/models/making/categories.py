"""Texts of a column as numbers: no text is looked at once a row."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import Counts, Flags, Texts


def number_texts(column: Texts) -> tuple[list[str], Counts]:
    """The distinct texts, sorted, and of each row the place of its own; an absent one is \"\"."""
    places = dict[Any, int]()
    numbers = np.fromiter(
        (places.setdefault(value, len(places)) for value in column), np.intp, len(column)
    )
    names = ["" if value is None else str(value) for value in places]
    distinct = sorted(set(names))
    order = {name: place for place, name in enumerate(distinct)}
    moved: npt.NDArray[np.intp] = np.array([order[name] for name in names], dtype=np.intp)
    return distinct, moved[numbers]


def are_known(column: Texts) -> Flags:
    """Which rows have a text."""
    return np.fromiter((value is not None for value in column), np.bool_, len(column))
