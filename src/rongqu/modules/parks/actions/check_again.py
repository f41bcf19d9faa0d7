"""Have the companies of a batch looked at again: what is known of them has changed."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.parks import BatchChecking
from rongqu.infra.tx import Tx
from rongqu.modules.parks import permissions, queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.types import Batch, BatchStatus, LineStatus, ParkBatchId


async def check_again(tx: Tx, batch_id: ParkBatchId) -> Batch:
    """The park's or the lender's wish. What was taken out stays out."""
    tx.actor.require(permissions.VIEW)
    batch = await queries.lock_batch(tx, batch_id)
    rules.check_ready(batch)

    waiting = await tx.connection.execute(
        update(t.line)
        .where(t.line.c.batch_id == batch.id, t.line.c.status.in_(rules.CHECKED_AGAIN))
        .values(status=LineStatus.WAITING, fault=None)
    )
    await tx.connection.execute(
        update(t.batch).where(t.batch.c.id == batch.id).values(status=BatchStatus.CHECKING)
    )

    await tx.publish(
        BatchChecking(subject_id=batch.id, parties=batch.parties, waiting=waiting.rowcount)
    )
    return await queries.get_batch(tx, batch.id)
