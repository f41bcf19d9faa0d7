"""Tell that an application is late on the institution's side; once for each deadline."""

from __future__ import annotations

from rongqu.events.origination import ApplicationLate
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import queries, rules
from rongqu.modules.origination.actions._steps import change, note_step


async def tell_late(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the clock calls it. What moved on in the meantime is left alone."""
    application = await queries.lock_application(tx, application_id)
    if application.deadline_at is None or not rules.is_late(application, tx.now):
        return

    told = await change(tx, application, late_at=tx.now)
    await note_step(tx, told, "late")

    await tx.publish(
        ApplicationLate(
            subject_id=told.id,
            parties=told.parties,
            enterprise_id=told.applicant.id,
            institution_id=told.product.institution_id,
            stage=told.stage,
            deadline_at=application.deadline_at,
        )
    )
