"""Say what shall be invested automatically 自动投标, within which limits; or no more."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.investing import PlanChanged
from rongqu.infra.tx import Tx
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.errors import PlanNotSound
from rongqu.modules.investing.plans.queries import get_plan
from rongqu.modules.investing.plans.types import NewPlan, Plan
from rongqu.modules.investing.suitability.queries import get_standing


async def change_plan(tx: Tx, wished: NewPlan) -> Plan:
    """One plan an investor. A changed budget counts from now on anew."""
    tx.actor.require(permissions.INVEST)
    investor = await get_standing(tx, tx.actor.organisation)
    if wished.each.minor <= 0 or wished.budget < wished.each or wished.reserve.is_negative():
        raise PlanNotSound(each=wished.each, budget=wished.budget)

    values = {
        "is_on": wished.is_on,
        "currency": wished.each.currency,
        "each_minor": wished.each.minor,
        "budget_minor": wished.budget.minor,
        "spent_minor": 0,
        "reserve_minor": wished.reserve.minor,
        "highest_class": wished.highest_class,
        "least_rate": wished.least_rate,
        "most_months": wished.most_months,
        "kinds": list(wished.kinds),
        "takes_redemptions": wished.takes_redemptions,
        "changed_at": tx.now,
    }
    await tx.connection.execute(
        insert(tables.plan)
        .values(investor_id=investor.investor_id, **values)
        .on_conflict_do_update(index_elements=["investor_id"], set_=values)
    )

    await tx.publish(
        PlanChanged(
            subject_id=investor.investor_id, parties=(investor.investor_id,), is_on=wished.is_on
        )
    )
    return await get_plan(tx)
