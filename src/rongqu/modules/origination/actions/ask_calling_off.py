"""Ask a second person of the lender to call off a payout that a suspicion holds."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.origination import permissions
from rongqu.modules.origination.actions._payouts import lock_suspected
from rongqu.modules.origination.types import CALL_OFF, CallingOff


async def ask_calling_off(tx: Tx, wish: CallingOff, reason: str) -> Approval:
    """`reason` is for the colleague who decides; what the company is told is `wish.note`."""
    tx.actor.require(permissions.REJECT)
    await lock_suspected(tx, wish.application_id)

    ask = Ask(
        id=ApprovalId(new_id()),
        command=CALL_OFF,
        subject=str(wish.application_id),
        content=wish,
        reason=reason,
    )
    return await ask_approval(tx, ask)
