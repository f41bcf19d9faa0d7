"""The front door of risk."""

from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.actions.decide_case import decide_case
from rongqu.modules.risk.deciding import Outcome
from rongqu.modules.risk.errors import NotEnoughInvoices, ScoreNotFound
from rongqu.modules.risk.permissions import VIEW_EVERYWHERE
from rongqu.modules.risk.queries import find_score, get_limit, get_score, read_limit
from rongqu.modules.risk.sets import grades_before, latest_scores
from rongqu.modules.risk.types import (
    Case,
    CreditLimit,
    Decision,
    Lane,
    Reason,
    ReasonDirection,
    Score,
)

__all__ = [
    "VIEW_EVERYWHERE",
    "Case",
    "CreditLimit",
    "Decision",
    "Lane",
    "NotEnoughInvoices",
    "Outcome",
    "Reason",
    "ReasonDirection",
    "Score",
    "ScoreNotFound",
    "compute_score",
    "decide_case",
    "find_score",
    "get_limit",
    "get_score",
    "grades_before",
    "latest_scores",
    "read_limit",
]
