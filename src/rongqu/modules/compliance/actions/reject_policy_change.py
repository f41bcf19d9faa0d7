"""Reject a proposed change of a policy, or take one's own back."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import PolicyChangeRejected
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PolicyChangeId
from rongqu.modules.compliance import permissions, queries, rules, tables
from rongqu.modules.compliance.types import ChangeStatus, PolicyChange


async def reject_policy_change(tx: Tx, change_id: PolicyChangeId, reason: str) -> PolicyChange:
    """No second person is needed for leaving things as they are."""
    tx.actor.require(permissions.VIEW_POLICIES)
    change = await queries.lock_change(tx, change_id)
    own = change.asked_by == tx.actor.id
    tx.actor.require(
        permissions.PROPOSE_POLICY_CHANGE if own else permissions.APPROVE_POLICY_CHANGE
    )
    rules.check_undecided(change.status)

    row = await tx.connection.execute(
        update(tables.policy_change)
        .where(tables.policy_change.c.id == change.id)
        .values(
            status=ChangeStatus.REJECTED,
            decided_by=tx.actor.id,
            decided_at=tx.now,
            decision_reason=reason,
        )
        .returning(tables.policy_change)
    )
    rejected = queries.to_change(row.one())

    await tx.publish(
        PolicyChangeRejected(
            subject_id=rejected.id, parties=(tx.actor.organisation,), key=rejected.key
        )
    )
    return rejected
