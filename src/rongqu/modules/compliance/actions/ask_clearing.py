"""Ask a second person to agree that a hit is somebody else."""

from __future__ import annotations

from rongqu.events.compliance import HitClearingAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, HitId
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.rules import check_hit_open
from rongqu.modules.compliance.screening_types import CLEAR_HIT, Clearing
from rongqu.modules.compliance.types import Approval, Ask


async def ask_clearing(tx: Tx, hit_id: HitId, approval_id: ApprovalId, reason: str) -> Approval:
    tx.actor.require(permissions.DECIDE_HIT)
    found = await queries.get_hit(tx, hit_id, lock=True)
    check_hit_open(found.status)

    asked = await ask_approval(
        tx,
        Ask(
            id=approval_id,
            command=CLEAR_HIT,
            subject=str(hit_id),
            content=Clearing(hit_id=hit_id),
            reason=reason,
        ),
    )

    await tx.publish(
        HitClearingAsked(subject_id=hit_id, parties=(tx.actor.organisation,), about=found.about)
    )
    return asked
