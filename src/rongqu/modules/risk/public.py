"""The front door of risk."""

from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.errors import NotEnoughInvoices, ScoreNotFound
from rongqu.modules.risk.permissions import VIEW_EVERYWHERE
from rongqu.modules.risk.queries import find_score, get_limit, get_score
from rongqu.modules.risk.types import CreditLimit, Lane, Reason, ReasonDirection, Score

__all__ = [
    "VIEW_EVERYWHERE",
    "CreditLimit",
    "Lane",
    "NotEnoughInvoices",
    "Reason",
    "ReasonDirection",
    "Score",
    "ScoreNotFound",
    "compute_score",
    "find_score",
    "get_limit",
    "get_score",
]
