"""Ask a second person to agree that an account is released."""

from __future__ import annotations

from rongqu.events.compliance import ReleaseAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, FreezeId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.money_types import RELEASE, Release
from rongqu.modules.compliance.rules import check_still_frozen
from rongqu.modules.compliance.types import Approval, Ask


async def ask_release(
    tx: Tx, freeze_id: FreezeId, approval_id: ApprovalId, reason: str
) -> Approval:
    tx.actor.require(permissions.ORDER_FREEZE)
    found = await queries.lock_freeze(tx, freeze_id)
    check_still_frozen(found)

    asked = await ask_approval(
        tx,
        Ask(
            id=approval_id,
            command=RELEASE,
            subject=str(freeze_id),
            content=Release(freeze_id=freeze_id),
            reason=reason,
        ),
    )

    await tx.publish(
        ReleaseAsked(subject_id=freeze_id, parties=(tx.actor.organisation,), about=found.about)
    )
    return asked
