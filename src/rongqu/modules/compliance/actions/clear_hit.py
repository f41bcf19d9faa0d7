"""Clear a hit that two people take for somebody else."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import HitCleared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HitId
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.rules import check_hit_open
from rongqu.modules.compliance.screening_types import Clearing, HitStatus
from rongqu.modules.compliance.types import Approval


async def clear_hit(tx: Tx, approved: Approval, agreed: Clearing) -> None:
    """Internal: the stored command of an approved wish."""
    found = await queries.get_hit(tx, HitId(agreed.hit_id), lock=True)
    check_hit_open(found.status)

    await tx.connection.execute(
        update(tables.hit)
        .where(tables.hit.c.id == found.id)
        .values(
            status=HitStatus.CLEARED,
            decided_by=tx.actor.id,
            decided_at=tx.now,
            reason=approved.reason,
        )
    )

    await tx.publish(
        HitCleared(subject_id=found.id, parties=(tx.actor.organisation,), about=found.about)
    )
