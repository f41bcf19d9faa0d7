"""The front door of insight: nobody stands above it."""

from rongqu.modules.insight.permissions import VIEW

__all__ = ["VIEW"]
