"""The front door of exits."""

from rongqu.modules.exits.actions.propose_exit import propose_exit
from rongqu.modules.exits.types import ExitId, ExitKind, NewExit, Tender

__all__ = ["ExitId", "ExitKind", "NewExit", "Tender", "propose_exit"]
