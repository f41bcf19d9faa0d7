"""A dispute has not ended in time: everybody concerned is told, once."""

from __future__ import annotations

from rongqu.events.disputes import DisputeEscalated
from rongqu.infra.tx import Tx
from rongqu.modules.disputes import queries
from rongqu.modules.disputes.actions._notes import Line, change_dispute, write_note
from rongqu.modules.disputes.types import DisputeId, DisputeSide, NoteKind


async def escalate_dispute(tx: Tx, dispute_id: DisputeId) -> None:
    """Internal: only the job calls it. Safe to repeat."""
    dispute = await queries.lock_dispute(tx, dispute_id)
    if dispute.ended_at is not None or dispute.escalated_at is not None:
        return

    await change_dispute(tx, dispute, escalated_at=tx.now)
    await write_note(tx, dispute, Line(kind=NoteKind.ESCALATED, side=DisputeSide.MEDIATOR))

    await tx.publish(
        DisputeEscalated(
            subject_id=dispute_id,
            parties=dispute.parties,
            contract_id=dispute.contract_id,
            due_at=dispute.due_at,
        )
    )
