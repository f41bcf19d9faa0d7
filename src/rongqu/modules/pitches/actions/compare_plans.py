"""The company has declared something else: its plans are compared anew."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.pitches import PlanCompared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.pitches import queries, rules, tables
from rongqu.modules.pitches.storing import flags_to_json


async def compare_plans(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: called when a profile or its figures change. Repeated it changes nothing."""
    tolerance = await queries.read_tolerance(tx)
    for plan in await queries.lock_plans_of(tx, enterprise_id):
        if plan.digest is None:
            continue
        declared = await queries.read_declared(tx, plan)
        flags = rules.find_flags(plan.digest.figures, declared, tolerance)
        if flags == plan.flags:
            continue

        await tx.connection.execute(
            update(tables.plan)
            .where(tables.plan.c.id == plan.id)
            .values(flags=flags_to_json(flags))
        )

        await tx.publish(
            PlanCompared(
                subject_id=plan.id,
                parties=(enterprise_id,),
                enterprise_id=enterprise_id,
                flags=len(flags),
            )
        )
