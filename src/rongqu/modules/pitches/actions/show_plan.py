"""Show a plan to institutions and investors, in place of the one shown before."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.pitches import PlanShown
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.pitches import permissions, queries, rules, tables
from rongqu.modules.pitches.errors import PlanNotFound
from rongqu.modules.pitches.types import Plan, PlanId


async def show_plan(tx: Tx, plan_id: PlanId) -> Plan:
    """Whatever else the company shows is hidden with it: one plan speaks for a company."""
    tx.actor.require(permissions.UPLOAD)
    own = EnterpriseId(tx.actor.organisation)
    plans = {plan.id: plan for plan in await queries.lock_plans_of(tx, own)}
    if plan_id not in plans:
        raise PlanNotFound(plan_id=plan_id)
    plan = plans[plan_id]
    rules.check_can_show(plan)
    if plan.shown_at is not None:
        return plan

    columns = tables.plan.c
    await tx.connection.execute(
        update(tables.plan)
        .where(columns.enterprise_id == own, columns.shown_at.is_not(None))
        .values(shown_at=None)
    )
    await tx.connection.execute(
        update(tables.plan).where(columns.id == plan_id).values(shown_at=tx.now)
    )

    await tx.publish(PlanShown(subject_id=plan_id, parties=(own,), enterprise_id=own))
    return await queries.get_plan(tx, plan_id)
