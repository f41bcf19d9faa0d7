"""Sums over moving windows of a whole history at once."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


class Windows(NamedTuple):
    """For each movement: how many there were within the window up to and with it, and their sum."""

    counts: Integers
    sums: Integers


def window_sums(accounts: Integers, times: Integers, amounts: Integers, window: int) -> Windows:
    """Of each account by itself; `times` and `window` in seconds, `amounts` in minor units.

    One sort, one running sum and one search for all: two movements at the same instant count both.
    Sums above 2**63 minor units would overflow: no history of payments reaches that.
    """
    if len(accounts) == 0:
        return Windows(np.empty(0, np.int64), np.empty(0, np.int64))
    start, span = int(times.min()), int(np.ptp(times)) + window + 2
    keys = accounts * span + (times - start) + window + 1
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    totals = np.concatenate(([0], np.cumsum(amounts[order])))
    first = np.searchsorted(sorted_keys, sorted_keys - window, side="left")
    last = np.searchsorted(sorted_keys, sorted_keys, side="right")
    counts = np.empty(len(keys), np.int64)
    sums = np.empty(len(keys), np.int64)
    counts[order] = last - first
    sums[order] = totals[last] - totals[first]
    return Windows(counts, sums)
