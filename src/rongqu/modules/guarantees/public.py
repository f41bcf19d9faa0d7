"""The front door of guarantees: nobody stands above it."""

from rongqu.modules.guarantees.permissions import VIEW

__all__ = ["VIEW"]
