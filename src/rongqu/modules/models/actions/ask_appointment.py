"""Ask for a version to become champion or challenger; a second person has to agree."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.models import permissions, queries, rules
from rongqu.modules.models.types import APPOINT, Appointment


async def ask_appointment(tx: Tx, wish: Appointment, reason: str) -> Approval:
    tx.actor.require(permissions.ASK_APPOINTMENT)
    version = await queries.get_version(tx, wish.number)
    rules.check_can_appoint(version.post, wish.post)

    return await ask_approval(
        tx,
        Ask(
            id=ApprovalId(new_id()),
            command=APPOINT,
            subject=str(wish.number),
            content=wish,
            reason=reason,
        ),
    )
