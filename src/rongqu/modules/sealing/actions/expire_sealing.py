"""End a list that nobody agreed to in time."""

from __future__ import annotations

from datetime import datetime

from rongqu.events.sealing import SealingExpired
from rongqu.infra.tx import Tx
from rongqu.modules.sealing import queries
from rongqu.modules.sealing.actions._giving_up import cross_off, end_as
from rongqu.modules.sealing.errors import ListExpired
from rongqu.modules.sealing.types import SealingId, SealingStatus


async def expire_sealing(tx: Tx, sealing_id: SealingId, made_before: datetime) -> None:
    """Internal: the clock calls it. Safe to repeat."""
    sealing = await queries.lock_sealing(tx, sealing_id)
    if sealing.status is not SealingStatus.OPEN or sealing.made_at >= made_before:
        return
    await cross_off(tx, sealing, ListExpired)
    await end_as(tx, sealing, SealingStatus.EXPIRED)

    await tx.publish(
        SealingExpired(subject_id=sealing.id, parties=(sealing.organisation_id,), left=sealing.left)
    )
