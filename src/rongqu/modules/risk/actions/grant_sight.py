"""Let the institution an enterprise has applied to see its score."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql

from rongqu.events.risk import SightGranted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.modules.risk import permissions, tables


async def grant_sight(tx: Tx, enterprise_id: EnterpriseId, institution_id: OrganisationId) -> None:
    """Safe to repeat: who may look already may go on looking."""
    tx.actor.require(permissions.GRANT_SIGHT)

    granted = await tx.connection.execute(
        postgresql.insert(tables.sight)
        .values(enterprise_id=enterprise_id, institution_id=institution_id, since=tx.now)
        .on_conflict_do_nothing()
    )
    if granted.rowcount == 0:
        return

    await tx.publish(
        SightGranted(
            subject_id=enterprise_id,
            parties=(enterprise_id, institution_id),
            institution_id=institution_id,
        )
    )
