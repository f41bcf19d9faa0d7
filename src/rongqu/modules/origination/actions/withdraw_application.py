"""Withdraw an application; possible until the contract is signed."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._contracts import void_unsigned
from rongqu.modules.origination.actions._steps import Why, move, moved
from rongqu.modules.origination.errors import ApplicationNotFound
from rongqu.modules.origination.types import Application, Move, WithdrawReason


async def withdraw_application(
    tx: Tx, application_id: ApplicationId, reason: WithdrawReason, note: str | None
) -> Application:
    tx.actor.require(permissions.WITHDRAW)
    before = await queries.lock_application(tx, application_id)
    if before.applicant.id != tx.actor.organisation:
        raise ApplicationNotFound(application_id=application_id)
    rules.next_stage(before.stage, Move.WITHDRAW)
    await void_unsigned(tx, before)

    why = Why(code=reason, note=note)
    after = await move(tx, before, Move.WITHDRAW, why)

    await tx.publish(await moved(tx, before, after, why))
    return after
