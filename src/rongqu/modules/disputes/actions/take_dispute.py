"""A member of staff takes a dispute and mediates."""

from __future__ import annotations

from rongqu.events.disputes import DisputeTaken
from rongqu.infra.tx import Tx
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes.actions._notes import Line, change_dispute, write_note
from rongqu.modules.disputes.types import (
    Dispute,
    DisputeId,
    DisputeSide,
    DisputeStatus,
    NoteKind,
)


async def take_dispute(tx: Tx, dispute_id: DisputeId) -> Dispute:
    """Taken over from a colleague too: the log says from when on."""
    tx.actor.require(permissions.MEDIATE)
    dispute = await queries.lock_dispute(tx, dispute_id)
    rules.check_is_open(dispute)

    await change_dispute(tx, dispute, status=DisputeStatus.MEDIATING, mediator_id=tx.actor.id)
    await write_note(tx, dispute, Line(kind=NoteKind.TAKEN, side=DisputeSide.MEDIATOR))

    await tx.publish(DisputeTaken(subject_id=dispute_id, parties=dispute.parties))
    return await queries.get_dispute(tx, dispute_id)
