"""Tiles: 256 hashes of one level, as C2SP `tlog-tiles` cuts a tree.

Level 0 holds the hashes of leaves; level 1 the roots of full tiles of level 0, and so on. A full
tile never changes; at most one tile of a level is partial, the last one. Whatever a proof needs is
in at most two tiles of each level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rongqu.modules.evidence.tree.hashing import (
    EMPTY_ROOT,
    HASH_BYTES,
    hash_node,
    root_of,
    root_of_perfect,
    split,
)

TILE_HEIGHT = 8
TILE_HASHES = 1 << TILE_HEIGHT
TILE_BYTES = TILE_HASHES * HASH_BYTES


@dataclass(frozen=True, slots=True, order=True)
class TileKey:
    level: int
    index: int


Tiles = Mapping[TileKey, bytes]


@dataclass(frozen=True, slots=True)
class Span:
    """The leaves from `start` to before `end`, with the root over them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Node:
    """A perfect subtree of 2**height leaves, the `index`-th of its size."""

    height: int
    index: int

    @property
    def key(self) -> TileKey:
        level, rest = divmod(self.height, TILE_HEIGHT)
        return TileKey(level, (self.index << rest) // TILE_HASHES)

    def hash_in(self, tiles: Tiles) -> bytes:
        rest = self.height % TILE_HEIGHT
        first = (self.index << rest) % TILE_HASHES
        hashes = tiles[self.key][first * HASH_BYTES : (first + (1 << rest)) * HASH_BYTES]
        if len(hashes) != HASH_BYTES << rest:
            raise TileMissing(self.key)
        return root_of_perfect(hashes)


class TileMissing(LookupError):
    """A tile is not there or shorter than the tree needs it."""


def widths(size: int) -> dict[TileKey, int]:
    """The last tile of each level of a tree, if it is partial, and how many hashes it has."""
    found: dict[TileKey, int] = {}
    level, hashes = 0, size
    while hashes:
        full, rest = divmod(hashes, TILE_HASHES)
        if rest:
            found[TileKey(level, full)] = rest
        level, hashes = level + 1, full
    return found


def grow(size: int, edge: Tiles, leaf_hashes: bytes) -> dict[TileKey, bytes]:
    """The tiles that appending changes or makes. `edge`: the partial tiles of the tree before."""
    made: dict[TileKey, bytes] = {}
    level, hashes, added = 0, size, leaf_hashes
    while added:
        index = hashes // TILE_HASHES
        content = edge.get(TileKey(level, index), b"") + added
        roots: list[bytes] = []
        for at in range(0, len(content), TILE_BYTES):
            tile = content[at : at + TILE_BYTES]
            made[TileKey(level, index + at // TILE_BYTES)] = tile
            if len(tile) == TILE_BYTES:
                roots.append(root_of_perfect(tile))
        level, hashes, added = level + 1, hashes // TILE_HASHES, b"".join(roots)
    return made


def root_from_edge(size: int, edge: Tiles) -> bytes:
    """The root of the whole tree, from its partial tiles alone."""
    lower: list[bytes] = []
    for key, width in widths(size).items():
        hashes = edge.get(key, b"")
        if len(hashes) < width * HASH_BYTES:
            raise TileMissing(key)
        lower = [root_of([*split(hashes[: width * HASH_BYTES]), *lower])]
    return lower[0] if lower else EMPTY_ROOT


def inclusion_path(index: int, size: int) -> list[Span]:
    """The spans whose roots prove that leaf `index` is in the tree: RFC 6962, 2.1.1."""
    path: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            path.append(Span(middle, end))
            end = middle
        else:
            path.append(Span(start, middle))
            start = middle
    return path[::-1]


def consistency_path(first: int, second: int) -> list[Span]:
    """The spans whose roots prove that a tree begins with an older one: RFC 6962, 2.1.2."""
    path: list[Span] = []
    start, end, is_whole = 0, second, True
    while first != end:
        middle = start + _largest_power_below(end - start)
        if first <= middle:
            path.append(Span(middle, end))
            end = middle
        else:
            path.append(Span(start, middle))
            start, is_whole = middle, False
    if not is_whole:
        path.append(Span(start, end))
    return path[::-1]


def tiles_for(spans: Iterable[Span]) -> set[TileKey]:
    return {node.key for span in spans for node in _perfect_nodes(span)}


def root_of_span(span: Span, tiles: Tiles) -> bytes:
    *lefts, last = [node.hash_in(tiles) for node in _perfect_nodes(span)]
    for left in reversed(lefts):
        last = hash_node(left, last)
    return last


def _perfect_nodes(span: Span) -> list[_Node]:
    """From left to right, each larger than the next: the root folds them from the right."""
    nodes: list[_Node] = []
    start = span.start
    while start < span.end:
        height = (span.end - start).bit_length() - 1
        nodes.append(_Node(height, start >> height))
        start += 1 << height
    return nodes


def _largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1
