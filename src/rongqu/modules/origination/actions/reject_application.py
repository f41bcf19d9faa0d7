"""Turn an application down, with a reason that the applicant is told."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import Why, check_not_taken, move, moved
from rongqu.modules.origination.types import Application, Move, RejectReason


async def reject_application(
    tx: Tx, application_id: ApplicationId, reason: RejectReason, note: str | None
) -> Application:
    tx.actor.require(permissions.REJECT)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.REJECT)
    check_not_taken(before, tx.actor.id)

    why = Why(code=reason, note=note)
    after = await move(tx, before, Move.REJECT, why)

    await tx.publish(await moved(tx, before, after, why))
    return after
