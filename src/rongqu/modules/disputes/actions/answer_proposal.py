"""A party accepts or refuses the proposal that is on the table."""

from __future__ import annotations

from rongqu.events.disputes import DisputeEnded, SettlementAnswered
from rongqu.infra.tx import Tx
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes.actions._notes import Line, change_dispute, write_note
from rongqu.modules.disputes.types import (
    Dispute,
    DisputeId,
    DisputeStatus,
    NoteKind,
)


async def answer_proposal(
    tx: Tx, dispute_id: DisputeId, proposal: int, *, is_accepted: bool
) -> Dispute:
    """Accepted by both, the dispute is settled in the same transaction."""
    tx.actor.require(permissions.DISPUTE)
    dispute = await queries.lock_dispute(tx, dispute_id)
    side = rules.side_of(dispute, tx.actor)
    proposed = rules.check_can_answer(dispute, side, proposal)

    kind = NoteKind.ACCEPTED if is_accepted else NoteKind.REFUSED
    await write_note(tx, dispute, Line(kind=kind, side=side, proposal=proposal))
    settled = is_accepted and rules.is_settled(dispute, proposed, side)
    if settled:
        await change_dispute(tx, dispute, status=DisputeStatus.SETTLED, ended_at=tx.now)

    await tx.publish(
        SettlementAnswered(
            subject_id=dispute_id,
            parties=dispute.parties,
            number=proposal,
            is_accepted=is_accepted,
        )
    )
    if settled:
        ended = DisputeStatus.SETTLED
        await tx.publish(DisputeEnded(subject_id=dispute_id, parties=dispute.parties, status=ended))
    return await queries.get_dispute(tx, dispute_id)
