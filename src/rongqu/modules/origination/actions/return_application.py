"""Give an application back to be completed; the applicant submits it again."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import Why, check_not_taken, move, moved
from rongqu.modules.origination.types import Application, Move, ReturnReason


async def return_application(
    tx: Tx, application_id: ApplicationId, reason: ReturnReason, note: str
) -> Application:
    """`note` says what is wanted: the applicant reads it."""
    tx.actor.require(permissions.RETURN)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.RETURN)
    check_not_taken(before, tx.actor.id)

    why = Why(code=reason, note=note)
    after = await move(tx, before, Move.RETURN, why)

    await tx.publish(await moved(tx, before, after, why))
    return after
