"""The front door of guarantees."""

from rongqu.modules.guarantees.permissions import VIEW
from rongqu.modules.guarantees.queries import read_coverage
from rongqu.modules.guarantees.types import Coverage

__all__ = ["VIEW", "Coverage", "read_coverage"]
