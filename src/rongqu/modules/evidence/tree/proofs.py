"""Checking proofs: the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2. They need only hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from rongqu.modules.evidence.tree.hashing import HASH_BYTES, hash_node


class Flaw(StrEnum):
    OUTSIDE = "outside"
    """There is no such index, or no tree of such a size."""
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    """The path was made for a tree of another size."""
    OTHER_ROOT = "other_root"
    FORK = "fork"
    """The newer tree does not begin with the older one: the log has two histories."""
    NO_HASH = "no_hash"


class ProofWrong(Exception):
    """The proof does not show what it should."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def check_inclusion(
    leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """That the leaf is at `index` of the tree of `size` leaves with this root."""
    if size < 1 or not 0 <= index < size:
        raise ProofWrong(Flaw.OUTSIDE)
    _check_lengths([leaf_hash, root, *path])
    current = leaf_hash
    for sibling, is_left in zip(path, _sides(index, size - 1, len(path)), strict=True):
        current = hash_node(sibling, current) if is_left else hash_node(current, sibling)
    if current != root:
        raise ProofWrong(Flaw.OTHER_ROOT)


def check_consistency(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> None:
    """That the tree of `second` leaves begins with the whole tree of `first` leaves."""
    if not 1 <= first <= second:
        raise ProofWrong(Flaw.OUTSIDE)
    _check_lengths(path)
    if first == second:
        if path:
            raise ProofWrong(Flaw.TOO_LONG)
        if first_root != second_root:
            raise ProofWrong(Flaw.FORK)
        return
    is_perfect = first & (first - 1) == 0
    _climb(first, second, [first_root, *path] if is_perfect else path, first_root, second_root)


def _climb(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> None:
    if not path:
        raise ProofWrong(Flaw.TOO_SHORT)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling, is_left in zip(path[1:], _sides(node, last, len(path) - 1), strict=True):
        if is_left:
            old, new = hash_node(sibling, old), hash_node(sibling, new)
        else:
            new = hash_node(new, sibling)
    if old != first_root:
        raise ProofWrong(Flaw.FORK)
    if new != second_root:
        raise ProofWrong(Flaw.OTHER_ROOT)


def _sides(node: int, last: int, steps: int) -> Iterator[bool]:
    """For each step up from `node`: whether the sibling stands to the left. Read to the end (as a
    strict `zip` does), it also refuses a path that is not as long as the tree is high."""
    for _ in range(steps):
        if last == 0:
            raise ProofWrong(Flaw.TOO_LONG)
        is_left = node & 1 == 1 or node == last
        yield is_left
        if is_left:
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofWrong(Flaw.TOO_SHORT)


def _check_lengths(path: Sequence[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in path):
        raise ProofWrong(Flaw.NO_HASH)
