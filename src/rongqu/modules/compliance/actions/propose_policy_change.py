"""Propose another value of a policy; somebody else has to approve it."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import PolicyChangeProposed
from rongqu.infra.tx import Tx
from rongqu.modules.compliance import permissions, queries, rules, tables
from rongqu.modules.compliance.errors import ChangePending
from rongqu.modules.compliance.types import ChangeStatus, PolicyChange, Proposal


async def propose_policy_change(tx: Tx, wish: Proposal) -> PolicyChange:
    tx.actor.require(permissions.PROPOSE_POLICY_CHANGE)
    entry = queries.get_entry(wish.key)
    rules.check_value(wish.value, entry.unit, entry.lowest, entry.highest)
    rules.check_starts_later(wish.valid_from, tx.business_date)

    made = await tx.connection.execute(
        insert(tables.policy_change)
        .values(
            id=wish.id,
            key=wish.key,
            value=wish.value,
            valid_from=wish.valid_from,
            reason=wish.reason,
            status=ChangeStatus.PROPOSED,
            asked_by=tx.actor.id,
            asked_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here and finds one pending
    )
    if made.rowcount == 0:
        raise ChangePending(key=wish.key)

    await tx.publish(
        PolicyChangeProposed(
            subject_id=wish.id,
            parties=(tx.actor.organisation,),
            key=wish.key,
            value=wish.value,
            valid_from=wish.valid_from,
        )
    )
    return await queries.get_change(tx, wish.id)
