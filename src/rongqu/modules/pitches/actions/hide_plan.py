"""A company takes its plan back from the eyes of others."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.pitches import PlanHidden
from rongqu.infra.tx import Tx
from rongqu.modules.pitches import permissions, queries, tables
from rongqu.modules.pitches.types import Plan, PlanId


async def hide_plan(tx: Tx, plan_id: PlanId) -> Plan:
    tx.actor.require(permissions.UPLOAD)
    plan = await queries.lock_own_plan(tx, plan_id)
    if plan.shown_at is None:
        return plan

    await tx.connection.execute(
        update(tables.plan).where(tables.plan.c.id == plan_id).values(shown_at=None)
    )

    own = plan.enterprise_id
    await tx.publish(PlanHidden(subject_id=plan_id, parties=(own,), enterprise_id=own))
    return await queries.get_plan(tx, plan_id)
