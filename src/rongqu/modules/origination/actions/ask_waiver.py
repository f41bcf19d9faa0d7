"""Ask to go without a condition precedent; another person decides."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.origination import WaiverAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions
from rongqu.modules.origination.actions._precedents import lock_open, step_to
from rongqu.modules.origination.actions._steps import note_step
from rongqu.modules.origination.types import PrecedentState


async def ask_waiver(
    tx: Tx, application_id: ApplicationId, precedent_id: UUID, reason: str
) -> None:
    tx.actor.require(permissions.INVESTIGATE)
    application, precedent = await lock_open(tx, application_id, precedent_id)

    await step_to(
        tx,
        precedent,
        PrecedentState.WAIVER_ASKED,
        note=reason,
        acted_by=tx.actor.id,
        acted_at=tx.now,
    )
    await note_step(tx, application, "ask_waiver")

    await tx.publish(
        WaiverAsked(
            subject_id=application.id,
            parties=(application.product.institution_id,),
            precedent_id=precedent.id,
        )
    )
