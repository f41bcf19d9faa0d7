"""Does a plan want an offering, and how much of it? Pure."""

from __future__ import annotations

from rongqu.kernel.money import Money
from rongqu.modules.investing.plans.types import Plan
from rongqu.modules.investing.types import Allotment, Offering


def wants(plan: Plan, offering: Offering) -> bool:
    return (
        plan.is_on
        and offering.risk_class <= plan.highest_class
        and plan.least_rate <= offering.yearly_rate
        and offering.term_months <= plan.most_months
        and (not plan.kinds or offering.kind in plan.kinds)
    )


def compute_purchase(plan: Plan, invested: Money, available: Money) -> Money:
    """The most that plan and account allow to pay for a part of a project of which this much is
    held or ordered."""
    ceilings = (plan.each - invested, plan.budget - plan.spent, available - plan.reserve)
    return max(min(ceilings), Money.zero(plan.each.currency))


def compute_order(plan: Plan, offering: Offering, available: Money) -> Money | None:
    """The most that plan, account and offering allow, in whole steps. None: less than a ticket."""
    ceilings = [plan.each, plan.budget - plan.spent, available - plan.reserve]
    if offering.most_each is not None:
        ceilings.append(offering.most_each)
    if offering.allotment is Allotment.FIRST_COME:
        ceilings.append(offering.left())
    most = min(ceilings)
    if most < offering.ticket:
        return None
    return Money(most.minor - most.minor % offering.step.minor, most.currency)
