"""What collateral needs from outside: other platforms that lend on things, too; and what both sides
of a question have to agree on. For those who build the other side: docs/guides/peers.md.

What goes over the line are keyed hashes: HMAC-SHA256 over the day and the fingerprint of a thing,
with the key that both platforms have. A peer that does not lend on a thing learns a number that
means nothing to it; whoever listens learns nothing at all, and not even that the same thing was
asked about on another day. Who has the key can try out numbers that are easily guessed: a peer is
somebody with whom an agreement was made.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

PATH = "/pledged"
"""Below the address that a peer was given as the other's."""
AT_ONCE = 5_000
"""Things in one question, at most."""


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
    """All that this installation asks, and the keys of those that may ask it, by name; perhaps
    none. Such a key opens this one question, and nothing else."""

    all: Sequence[PledgePeer]
    keys: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)


def signer_of(name: str) -> str:
    """A platform's name as it stands in a header, which has room for ASCII only."""
    return quote(name, safe="")


def hash_of(key: bytes, day: date, fingerprint: bytes) -> str:
    return hmac.digest(key, b"pledged\n%s\n%s" % (f"{day}".encode(), fingerprint), sha256).hex()
