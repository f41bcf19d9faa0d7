"""Whoever reads the record reads what was refused: nothing of its own is granted."""

from rongqu.modules.identity.public import VIEW_AUDIT as VIEW

__all__ = ["VIEW"]
