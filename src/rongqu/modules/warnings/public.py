"""The front door of warnings, for programs: no room asks it."""

from rongqu.modules.warnings.permissions import VIEW
from rongqu.modules.warnings.queries import list_foreseen, measure_warnings
from rongqu.modules.warnings.types import Measured

__all__ = ["VIEW", "Measured", "list_foreseen", "measure_warnings"]
