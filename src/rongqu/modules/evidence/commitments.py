"""What is public of a fact: a salted hash. Who has the fact and its salt can show that they belong
to the log; who has only the log learns nothing; a fact without its salt is unprovable for good.

commitment = SHA-256(salt || fact), leaf = {"commitment":"<hex>","v":1}; all JSON is canonical.
"""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Sequence
from hashlib import sha256

SALT_BYTES = 16
COMMITMENT_BYTES = 32


def commit(salt: bytes, fact: bytes) -> bytes:
    return sha256(salt + fact).digest()


def leaf_of(commitment: bytes) -> bytes:
    return b'{"commitment":"%b","v":1}' % hexlify(commitment)


def commit_all(salts: bytes, facts: Sequence[str]) -> list[bytes]:
    """As `commit` for each, written out: bulks and audits go over millions."""
    starts = range(0, len(salts), SALT_BYTES)
    return [
        sha256(salts[start : start + SALT_BYTES] + fact.encode()).digest()
        for start, fact in zip(starts, facts, strict=True)
    ]


def hash_leaves(commitments: Sequence[bytes]) -> bytes:
    """The leaf hashes (RFC 6962) of their leaves, one after the other."""
    return b"".join(
        [
            sha256(b'\x00{"commitment":"%b","v":1}' % hexlify(commitment)).digest()
            for commitment in commitments
        ]
    )
