"""Say something in a dispute, or propose how to settle it."""

from __future__ import annotations

from rongqu.events.disputes import DisputeSpoken, SettlementProposed
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes.actions._notes import Line, write_note
from rongqu.modules.disputes.types import Dispute, DisputeId, NoteKind


async def speak_in_dispute(
    tx: Tx, dispute_id: DisputeId, text: str, *, is_proposal: bool
) -> Dispute:
    """A newer proposal takes the place of the one before. Whoever proposes has accepted."""
    tx.actor.require(permissions.VIEW)
    dispute = await queries.lock_dispute(tx, dispute_id)
    side = rules.side_of(dispute, tx.actor)
    if not tx.actor.may(permissions.MEDIATE):
        tx.actor.require(permissions.DISPUTE)
    most = int(await read_policy(tx, "disputes.most_notes"))
    rules.check_can_speak(dispute, side, tx.actor, most)

    kind = NoteKind.PROPOSAL if is_proposal else NoteKind.STATEMENT
    number = await write_note(tx, dispute, Line(kind=kind, side=side, text=text))

    event = SettlementProposed if is_proposal else DisputeSpoken
    await tx.publish(event(subject_id=dispute_id, parties=dispute.parties, number=number))
    return await queries.get_dispute(tx, dispute_id)
