"""What a process has seen lately: a bounded memory, whose oldest entry goes first.

Only for what cannot become untrue: a version that is written once, or a state together with the
version that a change is guarded by.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def see(self, key: K, value: V) -> V:
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value

    def recall(self, key: K) -> V | None:
        return self._kept.get(key)
