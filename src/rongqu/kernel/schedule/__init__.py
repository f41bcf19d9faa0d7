"""Repayment schedules 还款计划: pure, exact, the same for the contract, the loan and the offer."""

from rongqu.kernel.schedule.cost import yearly_cost
from rongqu.kernel.schedule.plan import compute_schedule, period_rate, upfront_interest
from rongqu.kernel.schedule.structure import PLAIN, Floating, Lease, Repricing, Structure
from rongqu.kernel.schedule.types import (
    BrokenPeriod,
    Drawdown,
    DuePart,
    Grace,
    HolidayRule,
    Holidays,
    Instalment,
    NeverAmortises,
    RateReset,
    RepaymentMethod,
    Terms,
)

__all__ = [
    "PLAIN",
    "BrokenPeriod",
    "Drawdown",
    "DuePart",
    "Floating",
    "Grace",
    "HolidayRule",
    "Holidays",
    "Instalment",
    "Lease",
    "NeverAmortises",
    "RateReset",
    "RepaymentMethod",
    "Repricing",
    "Structure",
    "Terms",
    "compute_schedule",
    "period_rate",
    "upfront_interest",
    "yearly_cost",
]
