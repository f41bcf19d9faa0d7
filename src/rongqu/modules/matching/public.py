"""The front door of matching."""

from rongqu.modules.matching.actions.match_products import match_products
from rongqu.modules.matching.judging import compute_costs, find_misses
from rongqu.modules.matching.mutual.hall import Hall
from rongqu.modules.matching.mutual.types import Appetite, Match, Project, Reason
from rongqu.modules.matching.queries import check_eligible, read_applicant
from rongqu.modules.matching.types import (
    Applicant,
    Costs,
    MatchResult,
    Miss,
    Offer,
    Price,
    Refusal,
    Remedy,
    Wish,
)

__all__ = [
    "Appetite",
    "Applicant",
    "Costs",
    "Hall",
    "Match",
    "MatchResult",
    "Miss",
    "Offer",
    "Price",
    "Project",
    "Reason",
    "Refusal",
    "Remedy",
    "Wish",
    "check_eligible",
    "compute_costs",
    "find_misses",
    "match_products",
    "read_applicant",
]
