"""Hashes of leaves, nodes and whole trees, as RFC 6962, 2.1 has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()


def hash_leaf(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def hash_pairs(level: bytes) -> bytes:
    """The level above: each two hashes become one. An even number of hashes is needed."""
    return b"".join(
        [sha256(b"\x01" + level[at : at + 64]).digest() for at in range(0, len(level), 64)]
    )


def root_of_perfect(hashes: bytes) -> bytes:
    """Of a subtree whose number of leaves is a power of two."""
    while len(hashes) > HASH_BYTES:
        hashes = hash_pairs(hashes)
    return hashes


def root_of(nodes: Sequence[bytes]) -> bytes:
    """Of any list: leaves, or subtrees of one size of which the last may be smaller."""
    if not nodes:
        return EMPTY_ROOT
    level = list(nodes)
    while len(level) > 1:
        pairs = [hash_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def root_of_leaves(contents: Iterable[bytes]) -> bytes:
    """The plain definition, for comparison: hashes every leaf and every node."""
    return root_of([hash_leaf(content) for content in contents])
