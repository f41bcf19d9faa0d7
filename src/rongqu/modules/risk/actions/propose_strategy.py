"""Ask for another strategy; a second person has to agree."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.risk import permissions, rules
from rongqu.modules.risk.types import ADOPT_STRATEGY, StrategyWish

SUBJECT = "strategy"
"""One wish waits at a time: each is tried out against what holds, not against another wish."""


async def propose_strategy(tx: Tx, wish: StrategyWish, reason: str) -> Approval:
    """Asking publishes `compliance.approval_asked`; adopting publishes more."""
    tx.actor.require(permissions.PROPOSE_STRATEGY)
    rules.check_starts_later(wish.valid_from, tx.business_date)

    ask = Ask(
        id=ApprovalId(new_id()),
        command=ADOPT_STRATEGY,
        subject=SUBJECT,
        content=wish,
        reason=reason,
    )
    return await ask_approval(tx, ask)
