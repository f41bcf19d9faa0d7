"""The front door of due diligence."""

from rongqu.modules.diligence.deciding import check_committee_agreed, read_committee_line
from rongqu.modules.diligence.errors import CommitteeNeeded

__all__ = ["CommitteeNeeded", "check_committee_agreed", "read_committee_line"]
