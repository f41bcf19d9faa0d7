"""Do what a colour asks for: form the group, make the plan, find the cause, look."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, update

from rongqu.events.warnings import WarningStepDone
from rongqu.infra.tx import Tx
from rongqu.modules.warnings import permissions, queries, rules, tables
from rongqu.modules.warnings.types import Step, WarningCase


async def do_step(tx: Tx, case_id: UUID, step: Step, note: str) -> WarningCase:
    """Whoever does the first step owns the case from then on."""
    tx.actor.require(permissions.WORK)
    found = await queries.get_case(tx, case_id, lock=True)
    rules.check_step(found, step)

    done = [each.step for each in await queries.list_steps(tx, case_id)]
    following = rules.find_next_step(found.level, [*done, step])
    minutes = await queries.read_minutes(tx)
    await tx.connection.execute(
        insert(tables.step_done).values(
            case_id=case_id,
            step=step,
            note=note,
            done_by=tx.actor.id,
            done_at=tx.now,
            due_at=found.due_at,
        )
    )
    due_at = rules.compute_due(found.levelled_at, following, minutes) if following else None
    await tx.connection.execute(
        update(tables.warning_case)
        .where(tables.warning_case.c.id == case_id)
        .values(next_step=following, due_at=due_at, owner_id=found.owner or tx.actor.id)
    )

    await tx.publish(
        WarningStepDone(
            subject_id=case_id,
            parties=(tx.actor.organisation,),
            step=step,
            is_late=found.due_at is not None and tx.now > found.due_at,
        )
    )
    return await queries.get_case(tx, case_id)
