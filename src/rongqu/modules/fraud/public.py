"""The front door of fraud."""

from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.types import Examination, Finding, Weight

__all__ = ["Examination", "Finding", "Weight", "examine_file"]
