"""Propose another value of a policy; somebody else has to approve it."""

from __future__ import annotations

from rongqu.events.compliance import PolicyChangeProposed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance import permissions, queries, rules
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.types import Ask, NewValue, PolicyChange, Proposal


async def propose_policy_change(tx: Tx, wish: Proposal) -> PolicyChange:
    tx.actor.require(permissions.PROPOSE_POLICY_CHANGE)
    entry = queries.get_entry(wish.key)
    rules.check_value(wish.value, entry.unit, entry.lowest, entry.highest)
    rules.check_starts_later(wish.valid_from, tx.business_date)

    asked = await ask_approval(
        tx,
        Ask(
            id=ApprovalId(wish.id),
            command=queries.CHANGE_POLICY,
            subject=wish.key,
            content=NewValue(key=wish.key, value=wish.value, valid_from=wish.valid_from),
            reason=wish.reason,
        ),
    )

    await tx.publish(
        PolicyChangeProposed(
            subject_id=wish.id,
            parties=(tx.actor.organisation,),
            key=wish.key,
            value=wish.value,
            valid_from=wish.valid_from,
        )
    )
    return queries.to_change(asked)
