"""The front door of matching."""

from rongqu.modules.matching.actions.match_products import match_products
from rongqu.modules.matching.queries import check_eligible
from rongqu.modules.matching.types import MatchResult, Miss, Offer, Refusal, Remedy, Wish

__all__ = [
    "MatchResult",
    "Miss",
    "Offer",
    "Refusal",
    "Remedy",
    "Wish",
    "check_eligible",
    "match_products",
]
