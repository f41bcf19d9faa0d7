"""Withdraw a list, or what is left of it."""

from __future__ import annotations

from rongqu.events.sealing import SealingWithdrawn
from rongqu.infra.tx import Tx
from rongqu.modules.sealing import permissions, queries, rules
from rongqu.modules.sealing.actions._giving_up import cross_off, end_as
from rongqu.modules.sealing.actions.end_sealing import end_sealing
from rongqu.modules.sealing.errors import WithdrawnFromList
from rongqu.modules.sealing.types import Sealing, SealingId, SealingStatus


async def withdraw_sealing(tx: Tx, sealing_id: SealingId) -> Sealing:
    """What has its seal keeps it; what is left gets none, even while the job runs, because it locks
    each line. Those documents wait for the seal as before."""
    tx.actor.require(permissions.SIGN)
    sealing = await queries.lock_sealing(tx, sealing_id)
    rules.check_has_not_ended(sealing)

    await cross_off(tx, sealing, WithdrawnFromList)
    if sealing.status is SealingStatus.OPEN:
        await end_as(tx, sealing, SealingStatus.WITHDRAWN)

    await tx.publish(
        SealingWithdrawn(
            subject_id=sealing.id, parties=(sealing.organisation_id,), left=sealing.left
        )
    )
    await end_sealing(tx, sealing.id)
    return await queries.get_sealing(tx, sealing.id)
