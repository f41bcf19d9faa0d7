"""Ask a second person to agree that a fact on record is erased."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.types import Approval, Ask
from rongqu.modules.evidence.public import WantedErasure, check_erasable

ERASE_FACT = "compliance.erase_fact"
"""The stored command that takes its content away. Its subject is the event."""


async def ask_fact_erasure(
    tx: Tx, approval_id: ApprovalId, wanted: WantedErasure, reason: str
) -> Approval:
    """What could not be erased is refused now, and once more when it is approved."""
    tx.actor.require(permissions.ASK_ERASURE)
    await check_erasable(tx, wanted)

    return await ask_approval(
        tx,
        Ask(
            id=approval_id,
            command=ERASE_FACT,
            subject=str(wanted.event_id),
            content=wanted,
            reason=reason,
        ),
    )
