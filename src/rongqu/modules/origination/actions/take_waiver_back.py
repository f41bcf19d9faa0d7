"""The whole fee will be taken after all."""

from __future__ import annotations

from rongqu.events.origination import FeeRestored
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import change
from rongqu.modules.origination.errors import ApplicationNotFound


async def take_waiver_back(tx: Tx, application_id: ApplicationId) -> None:
    """For the applicant, by the room that has waived it."""
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    if application.applicant.id != tx.actor.organisation:
        raise ApplicationNotFound(application_id=application_id)
    rules.check_fee_open(application)

    await change(tx, application, waived_minor=None)

    await tx.publish(FeeRestored(subject_id=application.id, parties=application.parties))
