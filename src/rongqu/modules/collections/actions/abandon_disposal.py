"""Give a disposal up before its last step."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.collections import DisposalEnded
from rongqu.infra.tx import Tx
from rongqu.modules.collections import disposal_queries, permissions, tables
from rongqu.modules.collections.errors import DisposalIsOver
from rongqu.modules.collections.types import Disposal, DisposalState


async def abandon_disposal(tx: Tx, disposal_id: UUID) -> Disposal:
    tx.actor.require(permissions.DISPOSE)
    found = await disposal_queries.lock_disposal(tx, disposal_id)
    if found.state is not DisposalState.OPEN:
        raise DisposalIsOver(disposal_id=found.id)

    await tx.connection.execute(
        update(tables.disposal)
        .where(tables.disposal.c.id == found.id)
        .values(state=DisposalState.ABANDONED, closed_on=tx.business_date)
    )

    await tx.publish(
        DisposalEnded(
            subject_id=found.loan_id,
            parties=(tx.actor.organisation,),
            disposal_id=found.id,
            kind=found.kind,
            state=DisposalState.ABANDONED,
        )
    )
    return await disposal_queries.get_disposal(tx, found.id)
