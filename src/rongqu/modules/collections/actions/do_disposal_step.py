"""Do the next step of a disposal: with its document, and the last one ends it."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.collections import DisposalEnded, DisposalStepDone
from rongqu.infra.tx import Tx
from rongqu.modules.collections import disposal_queries, permissions, rules, tables
from rongqu.modules.collections.types import Disposal, DisposalState, StepDone


async def do_disposal_step(tx: Tx, wish: StepDone) -> Disposal:
    tx.actor.require(permissions.DISPOSE)
    found = await disposal_queries.lock_disposal(tx, wish.disposal_id)
    rules.check_step(found, wish.number)

    await tx.connection.execute(
        insert(tables.disposal_step).values(
            disposal_id=found.id,
            number=wish.number,
            document=wish.document,
            note=wish.note,
            done_at=tx.now,
            done_by=tx.actor.id,
        )
    )
    is_last = wish.number == len(found.steps)
    if is_last:
        await tx.connection.execute(
            update(tables.disposal)
            .where(tables.disposal.c.id == found.id)
            .values(state=DisposalState.DONE, closed_on=tx.business_date)
        )

    await tx.publish(
        DisposalStepDone(
            subject_id=found.loan_id,
            parties=(tx.actor.organisation,),
            disposal_id=found.id,
            kind=found.kind,
            step=found.steps[wish.number - 1].code,
        )
    )
    if is_last:
        await tx.publish(
            DisposalEnded(
                subject_id=found.loan_id,
                parties=(tx.actor.organisation,),
                disposal_id=found.id,
                kind=found.kind,
                state=DisposalState.DONE,
            )
        )
    return await disposal_queries.get_disposal(tx, found.id)
