"""Reject what somebody has asked for, or take one's own wish back."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import ApprovalRejected
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance import queries, rules, tables
from rongqu.modules.compliance.actions._commands import get_command
from rongqu.modules.compliance.types import Approval, ApprovalStatus


async def reject(tx: Tx, approval_id: ApprovalId, reason: str) -> Approval:
    """No second person is needed for leaving things as they are."""
    asked = await queries.lock_approval(tx, approval_id)
    if asked.asked_by != tx.actor.id:
        command = get_command(asked.command)
        tx.actor.require(command.approve)
        rules.check_may_decide(asked, tx.actor, within=command.within)
    rules.check_undecided(asked.status)

    row = await tx.connection.execute(
        update(tables.approval)
        .where(tables.approval.c.id == asked.id)
        .values(
            status=ApprovalStatus.REJECTED,
            decided_by=tx.actor.id,
            decided_at=tx.now,
            decision_reason=reason,
        )
        .returning(tables.approval)
    )
    rejected = queries.to_approval(row.one())

    await tx.publish(
        ApprovalRejected(
            subject_id=rejected.id,
            parties=(tx.actor.organisation,),
            command=rejected.command,
            about=rejected.subject,
        )
    )
    return rejected
