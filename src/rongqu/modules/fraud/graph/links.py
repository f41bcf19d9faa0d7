"""A network of links, kept as arrays: neighbours, circles, groups and control, in milliseconds.

Nodes are numbers, names stay with the caller. Built once in one sort; a question costs what the
part of the network that it touches costs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Nodes = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """Part of a network. `distance` from where it was asked; `links` among its nodes."""

    distance: dict[int, int]
    links: list[tuple[int, int, float]]
    is_whole: bool
    """False when there were more than were wanted."""


class Links:
    """From one node to another, each with a weight such as the share that is held."""

    def __init__(self, sources: Nodes, targets: Nodes, weights: Shares | None = None) -> None:
        count = int(max(sources.max(initial=-1), targets.max(initial=-1))) + 1
        held = np.ones(len(sources)) if weights is None else weights
        self.count = count
        self._out = _Rows.of(sources, targets, held, count)
        self._in = _Rows.of(targets, sources, held, count)

    def out_of(self, node: int) -> Sequence[tuple[int, float]]:
        return self._out.row(node)

    def into(self, node: int) -> Sequence[tuple[int, float]]:
        return self._in.row(node)

    def near(self, start: int, steps: int, most: int = 500) -> Near:
        """Whoever can be reached in so many steps, in either direction; nearest first."""
        distance = {start: 0}
        waiting = deque([start])
        is_whole = True
        while waiting:
            node = waiting.popleft()
            if distance[node] == steps:
                continue
            for other, _ in (*self.out_of(node), *self.into(node)):
                if other in distance:
                    continue
                if len(distance) >= most:
                    is_whole = False
                    continue
                distance[other] = distance[node] + 1
                waiting.append(other)
        links = [
            (node, other, weight)
            for node in distance
            for other, weight in self.out_of(node)
            if other in distance
        ]
        return Near(distance, links, is_whole)

    def cycles_through(self, start: int, longest: int, most: int = 100) -> list[tuple[int, ...]]:
        """Ways along the arrows that come back, shortest first; each node once.

        Only nodes from which `start` can still be reached in the steps that are left are entered.
        """
        left = self._steps_back(start, longest)
        found: list[tuple[int, ...]] = []
        waiting: deque[tuple[int, ...]] = deque([(start,)])
        while waiting and len(found) < most:
            way = waiting.popleft()
            for other, _ in self.out_of(way[-1]):
                if other == start and len(way) > 1:
                    found.append(way)
                elif other not in way and left.get(other, longest + 1) + len(way) <= longest:
                    waiting.append((*way, other))
        return found[:most]

    def _steps_back(self, start: int, longest: int) -> dict[int, int]:
        """How many steps each node is from coming back to `start`."""
        steps = {start: 0}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if steps[node] < longest:
                for other, _ in self.into(node):
                    if other not in steps:
                        steps[other] = steps[node] + 1
                        waiting.append(other)
        return steps

    def control_of(self, start: int, *, least: float = 0.25, steps: int = 6) -> dict[int, float]:
        """Whom `start` holds, over others too: products of shares along the ways, added up."""
        held: dict[int, float] = {}
        waiting: deque[tuple[int, float, tuple[int, ...]]] = deque([(start, 1.0, (start,))])
        while waiting:
            node, share, way = waiting.popleft()
            for other, part in self.out_of(node):
                whole = share * part
                if other in way or whole < least / 10:
                    continue
                held[other] = held.get(other, 0.0) + whole
                if len(way) < steps:
                    waiting.append((other, whole, (*way, other)))
        return {node: share for node, share in held.items() if share >= least}


@dataclass(frozen=True, slots=True)
class _Rows:
    """Compressed rows: those of node n are at starts[n] to starts[n + 1]."""

    starts: list[int]
    others: list[int]
    weights: list[float]

    @classmethod
    def of(cls, nodes: Nodes, others: Nodes, weights: Shares, count: int) -> _Rows:
        order = np.argsort(nodes, kind="stable")
        starts = np.searchsorted(nodes[order], np.arange(count + 1))
        return cls(starts.tolist(), others[order].tolist(), weights[order].tolist())

    def row(self, node: int) -> list[tuple[int, float]]:
        if not 0 <= node < len(self.starts) - 1:
            return []
        first, last = self.starts[node], self.starts[node + 1]
        return list(zip(self.others[first:last], self.weights[first:last], strict=True))


def find_groups(
    shared: Iterable[tuple[str, int]], *, common: int = 50
) -> list[tuple[frozenset[int], frozenset[str]]]:
    """Parties that share a phone, an address, a device, an account or a person, and through which.

    `shared`: an attribute with its kind ("phone:138…") and the party that has it. What more than
    `common` parties have, such as the address of a business park, links nobody.
    """
    holders: dict[str, set[int]] = {}
    for attribute, party in shared:
        holders.setdefault(attribute, set()).add(party)
    parent: dict[int, int] = {}

    def root(party: int) -> int:
        parent.setdefault(party, party)
        while parent[party] != party:
            parent[party] = parent[parent[party]]
            party = parent[party]
        return party

    linking = {
        attribute: parties for attribute, parties in holders.items() if 1 < len(parties) <= common
    }
    for parties in linking.values():
        first, *rest = parties
        for other in rest:
            parent[root(other)] = root(first)
    members: dict[int, set[int]] = {}
    for party in list(parent):
        members.setdefault(root(party), set()).add(party)
    reasons: dict[int, set[str]] = {}
    for attribute, parties in linking.items():
        reasons.setdefault(root(next(iter(parties))), set()).add(attribute)
    return [(frozenset(each), frozenset(reasons[key])) for key, each in members.items()]
