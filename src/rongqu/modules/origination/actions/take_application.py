"""Take an application from the queue: from now on it is this person's work."""

from __future__ import annotations

from rongqu.events.origination import ApplicationTaken
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import change, check_not_taken, note_step
from rongqu.modules.origination.types import Application


async def take_application(tx: Tx, application_id: ApplicationId) -> Application:
    tx.actor.require(permissions.TAKE)
    application = await queries.lock_application(tx, application_id)
    rules.check_can_take(application.stage)
    check_not_taken(application, tx.actor.id)

    taken = await change(tx, application, assignee_id=tx.actor.id)
    await note_step(tx, taken, "take")

    await tx.publish(
        ApplicationTaken(
            subject_id=taken.id,
            parties=taken.parties,
            assignee_id=tx.actor.id,
            stage=taken.stage,
        )
    )
    return taken
