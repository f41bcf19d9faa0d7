"""The front door of collections: nobody stands above it."""

from rongqu.modules.collections.permissions import VIEW

__all__ = ["VIEW"]
