"""Parts of a table, each with its share of the bad cases."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import Flags


def folds_of(is_bad: Flags, parts: int, seed: int) -> npt.NDArray[np.intp]:
    """The part of each row."""
    chance = np.random.default_rng(seed)
    found = np.empty(len(is_bad), dtype=np.intp)
    for rows in (np.flatnonzero(is_bad), np.flatnonzero(~is_bad)):
        found[chance.permutation(rows)] = np.arange(len(rows)) % parts
    return found
