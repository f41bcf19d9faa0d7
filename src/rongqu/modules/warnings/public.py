"""The front door of warnings: nobody stands above it."""

from rongqu.modules.warnings.permissions import VIEW

__all__ = ["VIEW"]
