"""May this enterprise have this product, what would it cost, and which is best? Pure."""

from rongqu.modules.matching.judging.conditions import find_misses, yuan
from rongqu.modules.matching.judging.offers import Draft, compute_costs, draft_offer
from rongqu.modules.matching.judging.ranking import rank_offers

__all__ = ["Draft", "compute_costs", "draft_offer", "find_misses", "rank_offers", "yuan"]
