"""What evidence needs from outside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rongqu.modules.evidence.notes import (
    Checkpoint,
    Note,
    NoteInvalid,
    NoteSigner,
    VerifierKey,
)

__all__ = [
    "Anchor",
    "AnchorFailed",
    "Anchors",
    "Checkpoint",
    "CheckpointSigner",
    "Grown",
    "Note",
    "NoteInvalid",
    "NoteSigner",
    "Receipt",
    "VerifierKey",
]


class CheckpointSigner(Protocol):
    """The log's own key. It answers at once and reaches no network."""

    @property
    def verifier(self) -> VerifierKey: ...

    def sign(self, text: str) -> str:
        """The signature line under a note."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an anchor gives back. `proof` is in its own format, checked before it came here."""

    reference: str
    proof: bytes
    at: datetime


class AnchorFailed(Exception):
    """It could not be reached, or what it answered proves nothing; the message is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Grown = Callable[[int], Awaitable[Sequence[bytes]]]
"""The path from a tree of that size to the one that is handed over, for who compares trees."""

OTHER_HISTORY = frozenset({"fork", "witness_is_ahead", "chain_is_ahead"})
"""Reasons that say more than an outage: an anchor has seen another history of this log."""


class Anchor(Protocol):
    """Somebody outside who keeps, or vouches for, the log's newest checkpoint."""

    @property
    def name(self) -> str: ...

    async def anchor(self, note: str, grown: Grown) -> Receipt:
        """Hand over a signed checkpoint. Raises AnchorFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that this installation uses; perhaps none."""

    all: Sequence[Anchor]
