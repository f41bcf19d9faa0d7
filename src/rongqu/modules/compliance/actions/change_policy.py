"""Let another value of a policy hold from its day on."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import PolicyChanged
from rongqu.infra.policies import policy, read_policy_on
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import new_id
from rongqu.modules.compliance import queries, rules
from rongqu.modules.compliance.errors import DayTaken
from rongqu.modules.compliance.types import Approval, NewValue


async def change_policy(tx: Tx, approved: Approval, new: NewValue) -> None:
    """Internal: the stored command of an approved proposal."""
    entry = queries.get_entry(new.key)  # the pack may be narrower than when it was proposed
    rules.check_value(new.value, entry.unit, entry.lowest, entry.highest)
    rules.check_starts_later(new.valid_from, tx.business_date)
    before = await read_policy_on(tx, new.key, new.valid_from)

    made = await tx.connection.execute(
        insert(policy)
        .values(
            id=new_id(),
            key=new.key,
            value=new.value,
            valid_from=new.valid_from,
            author_id=approved.asked_by,
            approver_id=approved.decided_by,
            reason=approved.reason,
            recorded_at=tx.now,
        )
        .on_conflict_do_nothing(index_elements=[policy.c.key, policy.c.valid_from])
    )
    if made.rowcount == 0:
        raise DayTaken(key=new.key, valid_from=new.valid_from)

    await tx.publish(
        PolicyChanged(
            subject_id=approved.id,
            parties=(tx.actor.organisation,),
            key=new.key,
            value=new.value,
            valid_from=new.valid_from,
            changes=changes_between({new.key: before}, {new.key: new.value}),
        )
    )
