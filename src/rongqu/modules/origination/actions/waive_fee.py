"""Take less of the fee when an application is paid out."""

from __future__ import annotations

from rongqu.events.origination import FeeWaived
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._steps import change
from rongqu.modules.origination.errors import ApplicationNotFound, FeeWaivedAlready


async def waive_fee(tx: Tx, application_id: ApplicationId, waived: Money) -> None:
    """For the applicant, by what the room that calls it has found: it waives once."""
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    if application.applicant.id != tx.actor.organisation:
        raise ApplicationNotFound(application_id=application_id)
    rules.check_fee_open(application)
    if application.waived is not None:
        raise FeeWaivedAlready

    await change(tx, application, waived_minor=waived.minor)

    await tx.publish(
        FeeWaived(subject_id=application.id, parties=application.parties, waived=waived)
    )
