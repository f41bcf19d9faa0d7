"""Optimal monotone binning.

A feature is cut into many fine bins of equal size. Among all ways to join neighbours so that the
bad rate only rises, only falls, or turns once, the one is taken that explains the outcomes best:
largest log-likelihood, less a price for each bin. For a bad rate that does not turn that is exact:

1. Pooling adjacent violators gives the best monotone fit (Ayer and others 1955). Bins that it has
   pooled are never parted in any better one, since the log-likelihood is convex and homogeneous in
   (good, bad): so any joining of its blocks is monotone by itself, and
2. what is left is to join blocks: a shortest way, by dynamic programming.

Bins of too few rows are ruled out among the joinings of blocks. Where a trend turns, the place is
the best one before joining, out of some sixteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from rongqu.modules.models.serving.arrays import Counts, Floats


class Trend(StrEnum):
    """Of the bad rate, as the value grows."""

    RISES = "rises"
    FALLS = "falls"
    PEAK = "peak"
    VALLEY = "valley"


TURNS = frozenset({Trend.PEAK, Trend.VALLEY})
TURNS_TRIED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Binning:
    """What a joining may look like. `price` is in log-likelihood, for each further bin."""

    most_bins: int = 10
    least_rows: int = 1
    price: float = 2.0
    first_price: float = 0.0
    """Besides, for any cut at all: the best of many places looks good even in noise."""
    turn_price: float = 8.0
    """For a trend that turns: a good reason is asked for."""
    trends: tuple[Trend, ...] = tuple(Trend)


@dataclass(frozen=True, slots=True)
class Joined:
    """`cuts` are the places between fine bins that stay, ascending."""

    cuts: tuple[int, ...]
    trend: Trend
    worth: float


Blocks = list[tuple[int, int, int]]
"""(good, bad, last fine bin excluded) from left to right."""


def join_bins(good: Counts, bad: Counts, wish: Binning) -> Joined:
    """The best of the wished trends."""
    found = [_joined(good, bad, trend, wish) for trend in wish.trends]
    return max(found, key=lambda one: one.worth)


def _joined(good: Counts, bad: Counts, trend: Trend, wish: Binning) -> Joined:
    blocks = _blocks(good, bad, trend)
    cuts, worth = _join(blocks, wish)
    return Joined(cuts, trend, worth - (wish.turn_price if trend in TURNS else 0.0))


def _blocks(good: Counts, bad: Counts, trend: Trend) -> Blocks:
    pairs = list(zip(good.tolist(), bad.tolist(), strict=True))
    if trend not in TURNS:
        return _pool(pairs, rises=trend is Trend.RISES)
    first = trend is Trend.PEAK
    options = (
        _pool(pairs[:turn], rises=first) + _moved(_pool(pairs[turn:], rises=not first), turn)
        for turn in range(1, len(pairs), max(1, len(pairs) // TURNS_TRIED))
    )
    return max(options, key=_explained, default=_pool(pairs, rises=first))


def _moved(blocks: Blocks, by: int) -> Blocks:
    return [(good, bad, end + by) for good, bad, end in blocks]


def _pool(pairs: Sequence[tuple[int, int]], *, rises: bool) -> Blocks:
    """Pool adjacent violators. Bad rates are compared by cross products: exact, and an empty bin
    always joins its neighbour."""
    pooled: Blocks = []
    for place, (good, bad) in enumerate(pairs, 1):
        while pooled:
            good_before, bad_before, _ = pooled[-1]
            gap = bad * (good_before + bad_before) - bad_before * (good + bad)
            if gap > 0 if rises else gap < 0:
                break
            good, bad = good + good_before, bad + bad_before
            pooled.pop()
        pooled.append((good, bad, place))
    return pooled


def _explained(blocks: Blocks) -> float:
    return sum(_likelihood(good, bad) for good, bad, _ in blocks)


def _likelihood(good: float, bad: float) -> float:
    total = good + bad
    return sum(one * float(np.log(one / total)) for one in (good, bad) if one)


def _join(blocks: Blocks, wish: Binning) -> tuple[tuple[int, ...], float]:
    """Shortest way over the blocks: best[k][i] is the most that k bins explain of the first i."""
    sums = np.zeros((len(blocks) + 1, 2))
    sums[1:] = np.cumsum([(good, bad) for good, bad, _ in blocks], axis=0)
    worth = _worths(sums, wish.least_rows)
    best = worth[0].copy()
    came_from = list[Counts]()
    candidates = [(best[-1] - wish.price, 1)]
    for bins in range(2, min(wish.most_bins, len(blocks)) + 1):
        ways = best[:, None] + worth
        came_from.append(np.argmax(ways, axis=0))
        best = np.max(ways, axis=0)
        candidates.append((best[-1] - wish.first_price - wish.price * bins, bins))
    value, bins = max(candidates)
    cuts, end = list[int](), len(blocks)
    for step in range(bins - 2, -1, -1):
        end = int(came_from[step][end])
        cuts.append(blocks[end - 1][2])
    return tuple(reversed(cuts)), float(value)


def _worths(sums: Floats, least_rows: int) -> Floats:
    """[i, j]: log-likelihood of one bin of the blocks i to j; −inf where it would be too small.

    The whole is always allowed: a small table still has one bin.
    """
    part = sums[None, :, :] - sums[:, None, :]
    total = part.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(part > 0, part * np.log(part / total[:, :, None]), 0.0)
    worth = logs.sum(axis=2)
    worth[total < max(1, least_rows)] = -np.inf
    worth[np.tril_indices(len(sums))] = -np.inf
    worth[0, -1] = _likelihood(*part[0, -1].tolist())
    return worth


def fine_edges(values: Floats, count: int) -> Floats:
    """Places that cut the known values into about `count` bins of equal size; each in the middle
    between two values that occur, so that a model does not hang on the last digit."""
    known = np.sort(values[~np.isnan(values)])
    if len(known) < 2 or known[0] == known[-1]:
        return np.empty(0)
    distinct = np.unique(known)
    if len(distinct) <= count:
        upper = np.arange(1, len(distinct))
    else:
        places = np.linspace(0, len(known), count + 1)[1:-1].astype(np.intp)
        upper = np.unique(np.searchsorted(distinct, known[places]))
        upper = upper[upper > 0]
    low, high = distinct[upper - 1], distinct[upper]
    middle = low + (high - low) / 2
    return np.where(middle > low, middle, high)
