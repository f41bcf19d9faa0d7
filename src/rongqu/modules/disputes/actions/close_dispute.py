"""End a dispute without a settlement: its opener withdraws it, or the mediator gives up."""

from __future__ import annotations

from rongqu.events.disputes import DisputeEnded
from rongqu.infra.tx import Tx
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes.actions._notes import Line, change_dispute, write_note
from rongqu.modules.disputes.types import Dispute, DisputeId, NoteKind


async def close_dispute(tx: Tx, dispute_id: DisputeId, reason: str) -> Dispute:
    tx.actor.require(permissions.VIEW)
    dispute = await queries.lock_dispute(tx, dispute_id)
    side = rules.side_of(dispute, tx.actor)
    if not tx.actor.may(permissions.MEDIATE):
        tx.actor.require(permissions.DISPUTE)
    status = rules.end_for(dispute, side, tx.actor)

    await write_note(tx, dispute, Line(kind=NoteKind.CLOSED, side=side, text=reason))
    await change_dispute(tx, dispute, status=status, ended_at=tx.now)

    await tx.publish(DisputeEnded(subject_id=dispute_id, parties=dispute.parties, status=status))
    return await queries.get_dispute(tx, dispute_id)
