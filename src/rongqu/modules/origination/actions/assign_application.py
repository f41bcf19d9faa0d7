"""Give an application to a colleague, whoever had it before."""

from __future__ import annotations

from rongqu.events.origination import ApplicationTaken
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, UserId
from rongqu.modules.identity.public import list_members
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import change, note_step
from rongqu.modules.origination.errors import NotAMember
from rongqu.modules.origination.types import Application


async def assign_application(
    tx: Tx, application_id: ApplicationId, assignee_id: UserId
) -> Application:
    tx.actor.require(permissions.ASSIGN)
    application = await queries.lock_application(tx, application_id)
    rules.check_can_take(application.stage)
    members = await list_members(tx, tx.actor.organisation)
    if assignee_id not in {member.user_id for member in members}:
        raise NotAMember(user_id=assignee_id)

    assigned = await change(tx, application, assignee_id=assignee_id)
    await note_step(tx, assigned, "assign")

    await tx.publish(
        ApplicationTaken(
            subject_id=assigned.id,
            parties=assigned.parties,
            assignee_id=assignee_id,
            stage=assigned.stage,
        )
    )
    return assigned
