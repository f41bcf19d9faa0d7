"""Go on with a list whose job has given up: what is left is tried again."""

from __future__ import annotations

from rongqu.events.sealing import SealingResumed
from rongqu.infra.tx import Tx
from rongqu.modules.sealing import permissions, queries, rules
from rongqu.modules.sealing.types import Sealing, SealingId


async def resume_sealing(tx: Tx, sealing_id: SealingId) -> Sealing:
    """The consent still counts: it was given to this list. Harmless while the job runs, too: jobs
    of one list run one after another."""
    tx.actor.require(permissions.SIGN)
    sealing = await queries.lock_sealing(tx, sealing_id)
    rules.check_can_resume(sealing)
    await tx.publish(
        SealingResumed(subject_id=sealing.id, parties=(sealing.organisation_id,), left=sealing.left)
    )
    return sealing
