"""Ask a second person to give a colleague roles."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, UserId
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.grant_types import GRANT, RoleGrant
from rongqu.modules.compliance.types import Approval, Ask
from rongqu.modules.identity.public import check_grant


async def ask_grant(tx: Tx, approval_id: ApprovalId, wish: RoleGrant, reason: str) -> Approval:
    """What could not be given is refused now, and once more when it is approved."""
    tx.actor.require(permissions.ASK_GRANT)
    await check_grant(tx, UserId(wish.user_id), wish.grant)

    return await ask_approval(
        tx,
        Ask(id=approval_id, command=GRANT, subject=str(wish.user_id), content=wish, reason=reason),
    )
