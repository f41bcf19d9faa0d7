"""What is public of a fact: a salted hash. Who has the fact and its salt can show that they belong
to the log; who has only the log learns nothing; a fact without its salt is unprovable for good.

commitment = SHA-256(salt || fact), leaf = {"commitment":"<hex>","v":1}; all JSON is canonical.
"""

from __future__ import annotations

from hashlib import sha256

SALT_BYTES = 16
COMMITMENT_BYTES = 32


def commit(salt: bytes, fact: bytes) -> bytes:
    return sha256(salt + fact).digest()


def leaf_of(commitment: bytes) -> bytes:
    return b'{"commitment":"%s","v":1}' % commitment.hex().encode()
