"""What collateral needs from outside: other platforms that lend on things, too.

What goes over the line are keyed hashes: HMAC-SHA256 over the day and the fingerprint of a thing,
with the key that both platforms have. A peer that does not lend on a thing learns a number that
means nothing to it; whoever listens learns nothing at all, and not even that the same thing was
asked about on another day. Who has the key can try out numbers that are easily guessed: a peer is
somebody with whom an agreement was made.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol


class PeerSilent(Exception):
    """It could not be reached, or its answer says nothing; the message is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PledgePeer(Protocol):
    """A platform with which it was agreed to tell each other what is pledged, and nothing else."""

    @property
    def name(self) -> str: ...

    async def find_pledged(self, fingerprints: Sequence[bytes]) -> frozenset[bytes]:
        """Those of the things that secure something over there. Raises PeerSilent."""
        ...


@dataclass(frozen=True, slots=True)
class PledgePeers:
    """All that this installation asks; perhaps none."""

    all: Sequence[PledgePeer]


def hash_of(key: bytes, day: date, fingerprint: bytes) -> str:
    return hmac.new(key, b"pledged\n%s\n%s" % (f"{day}".encode(), fingerprint), sha256).hexdigest()
