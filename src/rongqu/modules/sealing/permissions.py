"""Whoever may sign one document may sign a list of them: nothing of its own is granted."""

from rongqu.modules.contracts.public import SIGN, VIEW, VIEW_EVERYWHERE

__all__ = ["SIGN", "VIEW", "VIEW_EVERYWHERE"]
