"""Ask for an entry of the ledger to be taken back; a second person has to agree."""

from __future__ import annotations

from rongqu.events.payments import ReversalAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, EntryId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.ledger.public import check_reversible
from rongqu.modules.payments import permissions
from rongqu.modules.payments.types import REVERSAL, WishedReversal


async def ask_reversal(tx: Tx, entry_id: EntryId, reason: str) -> Approval:
    """What cannot be reversed is refused now, and looked at again when somebody agrees."""
    tx.actor.require(permissions.REVERSE_ENTRY)
    entry = await check_reversible(tx, entry_id)

    asked = await ask_approval(
        tx,
        Ask(
            id=ApprovalId(new_id()),
            command=REVERSAL,
            subject=str(entry.id),
            content=WishedReversal(entry_id=entry.id),
            reason=reason,
        ),
    )

    await tx.publish(
        ReversalAsked(
            subject_id=entry.id, parties=(tx.actor.organisation,), reference=entry.reference
        )
    )
    return asked
