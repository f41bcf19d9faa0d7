"""The end of a list: of each document is known what became of it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.sealing import SealingEnded
from rongqu.infra.tx import Tx
from rongqu.modules.sealing import queries
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.types import SealingId, SealingStatus


async def end_sealing(tx: Tx, sealing_id: SealingId) -> None:
    """Internal: the job that seals calls it, when no line is pending. Safe to repeat."""
    sealing = await queries.lock_sealing(tx, sealing_id)
    if sealing.status is not SealingStatus.SEALING:
        return
    if sealing.left:
        return
    await tx.connection.execute(
        update(t.sealing)
        .where(t.sealing.c.id == sealing_id)
        .values(status=SealingStatus.ENDED, ended_at=tx.now)
    )
    await tx.publish(
        SealingEnded(
            subject_id=sealing_id,
            parties=(sealing.organisation_id,),
            sealed=sealing.sealed,
            failed=sealing.failed,
        )
    )
