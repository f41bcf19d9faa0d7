"""Agree to go without a condition precedent: a second person, who may approve."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.origination import PrecedentWaived
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions
from rongqu.modules.origination.actions._precedents import lock_open, pay_if_last, step_to
from rongqu.modules.origination.actions._steps import note_step
from rongqu.modules.origination.errors import NoWaiverAsked
from rongqu.modules.origination.types import PrecedentState


async def waive_precedent(tx: Tx, application_id: ApplicationId, precedent_id: UUID) -> None:
    tx.actor.require(permissions.APPROVE)
    application, precedent = await lock_open(tx, application_id, precedent_id)
    if precedent.acted_by is None or precedent.state is not PrecedentState.WAIVER_ASKED:
        raise NoWaiverAsked(precedent_id=precedent_id)
    tx.actor.require_other_than(precedent.acted_by)

    await step_to(tx, precedent, PrecedentState.WAIVED, waived_by=tx.actor.id, waived_at=tx.now)
    await note_step(tx, application, "waive_precedent")

    await tx.publish(
        PrecedentWaived(
            subject_id=application.id,
            parties=(application.product.institution_id,),
            precedent_id=precedent.id,
            asked_by=precedent.acted_by,
        )
    )
    await pay_if_last(tx, application)
