"""Ask for a break to be written off; a second person has to agree."""

from __future__ import annotations

from rongqu.events.payments import BreakWriteOffAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, BreakId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.payments import permissions, rules
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.types import WRITE_OFF, WriteOff


async def ask_write_off(tx: Tx, break_id: BreakId, remark: str) -> Approval:
    """`remark` says what was found out, and why nothing more will be."""
    tx.actor.require(permissions.WORK_BREAKS)
    item = await statements.lock_break(tx, break_id)
    rules.check_may_write_off(item)

    asked = await ask_approval(
        tx,
        Ask(
            id=ApprovalId(new_id()),
            command=WRITE_OFF,
            subject=str(item.id),
            content=WriteOff(break_id=item.id, effect_minor=item.effect.minor, remark=remark),
            reason=remark,
        ),
    )

    await tx.publish(
        BreakWriteOffAsked(subject_id=item.id, parties=(tx.actor.organisation,), amount=item.effect)
    )
    return asked
