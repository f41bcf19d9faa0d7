"""Approve what somebody else has asked for, and do it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import ApprovalGiven
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance import queries, rules, tables
from rongqu.modules.compliance.actions._commands import from_json, get_command
from rongqu.modules.compliance.types import Approval, ApprovalStatus


async def approve(tx: Tx, approval_id: ApprovalId) -> Approval:
    """The command runs as the approver and in this transaction: both, or nothing."""
    asked = await queries.lock_approval(tx, approval_id)
    command = get_command(asked.command)
    tx.actor.require(command.approve)
    rules.check_may_decide(asked, tx.actor, within=command.within)
    tx.actor.require_other_than(asked.asked_by)
    rules.check_undecided(asked.status)

    row = await tx.connection.execute(
        update(tables.approval)
        .where(tables.approval.c.id == asked.id)
        .values(status=ApprovalStatus.APPROVED, decided_by=tx.actor.id, decided_at=tx.now)
        .returning(tables.approval)
    )
    approved = queries.to_approval(row.one())
    await command.run(tx, approved, from_json(command, approved.content))

    await tx.publish(
        ApprovalGiven(
            subject_id=approved.id,
            parties=(tx.actor.organisation,),
            command=approved.command,
            about=approved.subject,
        )
    )
    return approved
