"""What models needs from outside."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rongqu.modules.models.serving.signing import JSON, own_key, seal, trusted_keys

__all__ = ["ModelKeys", "Workshop", "seal_model", "trusted_keys"]


class ModelKeys(Protocol):
    """Whose signatures under models are believed here."""

    def trusted(self) -> frozenset[str]:
        """Public keys of Ed25519 in hexadecimal."""
        ...


class Workshop(Protocol):
    """Where models are trained."""

    def brought(self) -> tuple[Path, ...]:
        """Labelled tables that somebody has put there, to learn from besides."""
        ...

    def sign(self, content: bytes) -> str:
        """The text of a model file, with the signature of this installation."""
        ...


def seal_model(content: bytes, keys: Path) -> str:
    return seal(content, JSON, own_key(keys))
