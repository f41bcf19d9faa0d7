"""Approve a change of a policy that somebody else has proposed."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import PolicyChanged
from rongqu.infra.policies import policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PolicyChangeId, new_id
from rongqu.modules.compliance import permissions, queries, rules, tables
from rongqu.modules.compliance.errors import DayTaken
from rongqu.modules.compliance.types import ChangeStatus, PolicyChange


async def approve_policy_change(tx: Tx, change_id: PolicyChangeId) -> PolicyChange:
    tx.actor.require(permissions.APPROVE_POLICY_CHANGE)
    change = await queries.lock_change(tx, change_id)
    tx.actor.require_other_than(change.asked_by)
    rules.check_undecided(change.status)
    entry = queries.get_entry(change.key)  # the pack may be narrower than when it was proposed
    rules.check_value(change.value, entry.unit, entry.lowest, entry.highest)
    rules.check_starts_later(change.valid_from, tx.business_date)

    row = await tx.connection.execute(
        update(tables.policy_change)
        .where(tables.policy_change.c.id == change.id)
        .values(status=ChangeStatus.APPROVED, decided_by=tx.actor.id, decided_at=tx.now)
        .returning(tables.policy_change)
    )
    approved = queries.to_change(row.one())
    await _set_value(tx, approved)

    await tx.publish(
        PolicyChanged(
            subject_id=approved.id,
            parties=(tx.actor.organisation,),
            key=approved.key,
            value=approved.value,
            valid_from=approved.valid_from,
        )
    )
    return approved


async def _set_value(tx: Tx, approved: PolicyChange) -> None:
    made = await tx.connection.execute(
        insert(policy)
        .values(
            id=new_id(),
            key=approved.key,
            value=approved.value,
            valid_from=approved.valid_from,
            author_id=approved.asked_by,
            approver_id=approved.decided_by,
            reason=approved.reason,
            recorded_at=tx.now,
        )
        .on_conflict_do_nothing(index_elements=[policy.c.key, policy.c.valid_from])
    )
    if made.rowcount == 0:
        raise DayTaken(key=approved.key, valid_from=approved.valid_from)
