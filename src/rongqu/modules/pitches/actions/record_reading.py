"""What the reader has found in a plan, compared with what the company has declared."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.pitches import PlanRead
from rongqu.infra.tx import Tx
from rongqu.modules.pitches import queries, rules, tables
from rongqu.modules.pitches.storing import digest_to_json, flags_to_json
from rongqu.modules.pitches.types import (
    Digest,
    Flag,
    Plan,
    PlanId,
    PlanStatus,
    Reading,
)


async def record_reading(tx: Tx, plan_id: PlanId, reading: Reading) -> None:
    """Internal: called by the job that has read it. A plan is read once."""
    plan = await queries.lock_plan(tx, plan_id)
    if plan.status is not PlanStatus.RECEIVED:
        return
    flags = await _compare(tx, plan, reading.digest)

    await tx.connection.execute(
        update(tables.plan)
        .where(tables.plan.c.id == plan_id)
        .values(
            status=reading.status,
            digest=None if reading.digest is None else digest_to_json(reading.digest),
            flags=flags_to_json(flags),
            terms=[each.word for each in reading.terms],
            weights=[each.weight for each in reading.terms],
            read_at=tx.now,
        )
    )

    await tx.publish(
        PlanRead(
            subject_id=plan_id,
            parties=(plan.enterprise_id,),
            enterprise_id=plan.enterprise_id,
            status=reading.status.value,
            flags=len(flags),
            remarks=0 if reading.digest is None else len(reading.digest.remarks),
        )
    )


async def _compare(tx: Tx, plan: Plan, digest: Digest | None) -> tuple[Flag, ...]:
    if digest is None:
        return ()
    declared = await queries.read_declared(tx, plan)
    return rules.find_flags(digest.figures, declared, await queries.read_tolerance(tx))
