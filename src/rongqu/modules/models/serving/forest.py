"""Boosted trees as numbers in JSON, served without the library that grew them.

Many cases: QuickScorer (Lucchese and others 2015): a tree is a set of leaves, each failed
comparison strikes out the leaves to its left, and the first one left is the answer. No case follows
a branch of its own, so that NumPy compares a block of cases at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import Flags, Floats

BLOCK = 8_192
ALL_LEAVES = np.uint64(0xFFFFFFFFFFFFFFFF)
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_SHIFT = np.uint64(58)


def _positions() -> npt.NDArray[np.intp]:
    """By the top six bits of (lowest bit × de Bruijn sequence): which bit it was."""
    found = np.zeros(64, dtype=np.intp)
    for bit in range(64):
        found[((1 << bit) * int(_DE_BRUIJN) & int(ALL_LEAVES)) >> int(_SHIFT)] = bit
    return found


_POSITIONS = _positions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Node i asks `value[features[i]] <= thresholds[i]`. A child below 0 is the leaf `~child`.

    Leaves are numbered from left to right. `means` is what a case is worth on reaching a node.
    """

    features: tuple[int, ...]
    thresholds: tuple[float, ...]
    nan_left: tuple[bool, ...]
    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    leaves: tuple[float, ...]
    means: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """`struck` has a 0 for each leaf to the left of the node."""

    feature: int
    threshold: float
    nan_left: bool
    struck: np.uint64


class Forest:
    """The sum of its trees."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self.trees = tuple(trees)
        self._compiled = [_compile(tree) for tree in self.trees]

    def log_odds(self, rows: Floats) -> Floats:
        """One value a row of the matrix: log odds of a bad outcome, before calibration."""
        total = np.zeros(len(rows))
        for start in range(0, len(rows), BLOCK):
            block = np.asfortranarray(rows[start : start + BLOCK])
            self._add(block, total[start : start + BLOCK])
        return total

    def _add(self, block: Floats, total: Floats) -> None:
        unknown = np.isnan(block)
        has_unknown: Flags = np.any(unknown, axis=0)
        for nodes, leaves in self._compiled:
            left = np.full(len(block), ALL_LEAVES)
            for node in nodes:
                passes = block[:, node.feature] <= node.threshold
                if node.nan_left and has_unknown[node.feature]:
                    passes |= unknown[:, node.feature]
                left &= np.where(passes, ALL_LEAVES, node.struck)
            lowest = left & (~left + np.uint64(1))
            total += leaves[_POSITIONS[(lowest * _DE_BRUIJN) >> _SHIFT]]

    def log_odds_of(self, row: Sequence[float]) -> float:
        """One case, by walking."""
        return sum(_walk(tree, row)[-1][1] for tree in self.trees)

    def effects_of(self, row: Sequence[float], count: int) -> tuple[float, list[float]]:
        """The mean of all, and what each of the `count` features added to it on this case's way.

        They add up to the log odds exactly (path attribution, Saabas 2014).
        """
        base, effects = 0.0, [0.0] * count
        for tree in self.trees:
            path = _walk(tree, row)
            base += path[0][1]
            for (feature, before), (_, after) in pairwise(path):
                effects[feature] += after - before
        return base, effects


def _walk(tree: Tree, row: Sequence[float]) -> list[tuple[int, float]]:
    """(feature asked, worth on arrival) of each node passed, the leaf last."""
    node, path = (0 if tree.features else -1), list[tuple[int, float]]()
    while node >= 0:
        feature = tree.features[node]
        path.append((feature, tree.means[node]))
        value = row[feature]
        unknown = value != value  # NaN differs from itself
        goes_left = tree.nan_left[node] if unknown else value <= tree.thresholds[node]
        node = (tree.lefts if goes_left else tree.rights)[node]
    path.append((-1, tree.leaves[~node]))
    return path


def _compile(tree: Tree) -> tuple[list[_Node], Floats]:
    return list(_nodes(tree)), np.array(tree.leaves)


def _nodes(tree: Tree) -> Iterator[_Node]:
    for node, feature in enumerate(tree.features):
        struck = sum(1 << leaf for leaf in _leaves_below(tree, tree.lefts[node]))
        yield _Node(
            feature,
            tree.thresholds[node],
            tree.nan_left[node],
            np.uint64(int(ALL_LEAVES) & ~struck),
        )


def _leaves_below(tree: Tree, node: int) -> Iterator[int]:
    if node < 0:
        yield ~node
        return
    yield from _leaves_below(tree, tree.lefts[node])
    yield from _leaves_below(tree, tree.rights[node])


def weigh(tree: Tree, weight: float) -> Tree:
    """The same tree, saying more or less: forests are joined by joining such trees."""
    return replace(
        tree,
        leaves=tuple(leaf * weight for leaf in tree.leaves),
        means=tuple(mean * weight for mean in tree.means),
    )


def read_tree(kept: dict[str, Any]) -> Tree:
    return Tree(**{name: tuple(values) for name, values in kept.items()})
