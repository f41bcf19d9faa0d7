"""May this enterprise have this product, what would it cost, and which is best? Pure."""

from rongqu.modules.matching.judging.conditions import find_misses, yuan
from rongqu.modules.matching.judging.offers import Draft, draft_offer
from rongqu.modules.matching.judging.ranking import rank_offers

__all__ = ["Draft", "draft_offer", "find_misses", "rank_offers", "yuan"]
