"""Ask for a change of an agreement: to put it in force, to pay into it, to end it."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.guarantees import permissions, queries, rules
from rongqu.modules.guarantees.types import AgreementChange

CHANGE_AGREEMENT = "guarantees.change_agreement"
"""The stored command; `handlers.py` says what it does."""


async def ask_change(tx: Tx, ask_id: ApprovalId, change: AgreementChange, reason: str) -> Approval:
    """Refused at once where it is not possible. On record (`compliance.approval_asked`) by the
    approval itself; what is done then, `change_agreement` publishes."""
    tx.actor.require(permissions.PROPOSE)
    agreement = await queries.lock_agreement(tx, change.agreement_id)
    rules.check_change(agreement, change)

    ask = Ask(
        id=ask_id,
        command=CHANGE_AGREEMENT,
        subject=str(agreement.id),
        content=change,
        reason=reason,
    )
    return await ask_approval(tx, ask)
