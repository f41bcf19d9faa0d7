"""Say that a trigger does not hold any more; it counts from the next day's end."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.servicing import TriggerLifted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.quality import queries as quality
from rongqu.modules.servicing.queries import lock_loan


async def lift_trigger(tx: Tx, loan_id: LoanId, trigger_id: UUID) -> None:
    tx.actor.require(permissions.CLASSIFY)
    loan = await lock_loan(tx, loan_id)
    trigger = await quality.get_trigger(tx, loan, trigger_id)

    await tx.connection.execute(
        update(tables.loan_trigger)
        .where(tables.loan_trigger.c.id == trigger.id)
        .values(lifted_on=tx.business_date, lifted_by=tx.actor.id)
    )

    await tx.publish(
        TriggerLifted(subject_id=loan.id, parties=(loan.institution_id,), kind=trigger.kind)
    )
