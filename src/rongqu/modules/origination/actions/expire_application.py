"""Close an application whose applicant let the deadline pass."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import queries, rules
from rongqu.modules.origination.actions._steps import Why, move, moved
from rongqu.modules.origination.types import Move

NO_ANSWER = Why(code="no_answer")


async def expire_application(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the clock calls it. What moved on in the meantime is left alone."""
    before = await queries.lock_application(tx, application_id)
    if not rules.is_expired(before, tx.now):
        return

    after = await move(tx, before, Move.EXPIRE, NO_ANSWER)

    await tx.publish(await moved(tx, before, after, NO_ANSWER))
