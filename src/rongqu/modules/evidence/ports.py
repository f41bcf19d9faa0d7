"""What evidence needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rongqu.modules.evidence.notes import NoteSigner, VerifierKey

__all__ = [
    "Anchor",
    "AnchorFailed",
    "Anchors",
    "CheckpointSigner",
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


class Anchor(Protocol):
    """Somebody outside who keeps, or vouches for, the log's newest checkpoint."""

    @property
    def name(self) -> str: ...

    async def anchor(self, note: str) -> Receipt:
        """Hand over a signed checkpoint. Raises AnchorFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that this installation uses; perhaps none."""

    all: Sequence[Anchor]
