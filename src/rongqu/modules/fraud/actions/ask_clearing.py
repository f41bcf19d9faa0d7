"""A lender asks the platform to clear what was found about its application."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.fraud import permissions, queries
from rongqu.modules.fraud.errors import SuspicionIsCleared
from rongqu.modules.fraud.types import CLEAR, Clearing


async def ask_clearing(tx: Tx, suspicion_id: UUID, reason: str) -> Approval:
    """Whoever examines for the platform decides; asking by itself changes nothing."""
    tx.actor.require(permissions.ASK_CLEARING)
    found = await queries.lock_suspicion(tx, suspicion_id)
    if found.cleared_at is not None:
        raise SuspicionIsCleared

    ask = Ask(
        id=ApprovalId(new_id()),
        command=CLEAR,
        subject=str(suspicion_id),
        content=Clearing(
            suspicion_id=suspicion_id,
            code=found.finding.code,
            application_id=found.subject.application_id,
        ),
        reason=reason,
    )
    return await ask_approval(tx, ask)
