"""The front door of portfolio: nobody stands above it."""

from rongqu.modules.portfolio.permissions import VIEW

__all__ = ["VIEW"]
