"""What evidence needs from outside."""

from __future__ import annotations

from typing import Protocol

from rongqu.modules.evidence.notes import NoteSigner, VerifierKey

__all__ = ["CheckpointSigner", "NoteSigner", "VerifierKey"]


class CheckpointSigner(Protocol):
    """The log's own key. It answers at once and reaches no network."""

    @property
    def verifier(self) -> VerifierKey: ...

    def sign(self, text: str) -> str:
        """The signature line under a note."""
        ...
