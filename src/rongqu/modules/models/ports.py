"""What models needs from outside."""

from __future__ import annotations

from typing import Protocol

from rongqu.modules.models.serving.signing import trusted_keys

__all__ = ["ModelKeys", "trusted_keys"]


class ModelKeys(Protocol):
    """Whose signatures under models are believed here."""

    def trusted(self) -> frozenset[str]:
        """Public keys of Ed25519 in hexadecimal."""
        ...
