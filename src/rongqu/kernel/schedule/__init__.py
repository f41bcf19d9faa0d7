"""Repayment schedules 还款计划: pure, exact, the same for the contract, the loan and the offer."""

from rongqu.kernel.schedule.plan import compute_schedule, period_rate
from rongqu.kernel.schedule.types import (
    DuePart,
    Instalment,
    NeverAmortises,
    RepaymentMethod,
    Terms,
)

__all__ = [
    "DuePart",
    "Instalment",
    "NeverAmortises",
    "RepaymentMethod",
    "Terms",
    "compute_schedule",
    "period_rate",
]
