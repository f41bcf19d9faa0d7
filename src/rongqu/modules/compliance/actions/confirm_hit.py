"""Say that a party is the one on the list."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import HitConfirmed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HitId
from rongqu.modules.compliance import permissions, tables
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.rules import check_hit_open
from rongqu.modules.compliance.screening_types import Hit, HitStatus


async def confirm_hit(tx: Tx, hit_id: HitId, reason: str) -> Hit:
    """One person is enough for the careful side."""
    tx.actor.require(permissions.DECIDE_HIT)
    found = await queries.get_hit(tx, hit_id, lock=True)
    check_hit_open(found.status)

    await tx.connection.execute(
        update(tables.hit)
        .where(tables.hit.c.id == hit_id)
        .values(
            status=HitStatus.CONFIRMED,
            decided_by=tx.actor.id,
            decided_at=tx.now,
            reason=reason,
        )
    )

    await tx.publish(
        HitConfirmed(
            subject_id=hit_id,
            parties=(tx.actor.organisation,),
            about=found.about,
            about_kind=found.about_kind,
        )
    )
    return await queries.get_hit(tx, hit_id)
