"""The front door of ranking."""

from rongqu.modules.ranking.actions.keep_ranking import keep_ranking
from rongqu.modules.ranking.actions.order_offers import order_offers
from rongqu.modules.ranking.learning import Learned, learn
from rongqu.modules.ranking.queries import list_shown
from rongqu.modules.ranking.types import Candidate, Figures, Question, Ranking, ShownList

__all__ = [
    "Candidate",
    "Figures",
    "Learned",
    "Question",
    "Ranking",
    "ShownList",
    "keep_ranking",
    "learn",
    "list_shown",
    "order_offers",
]
