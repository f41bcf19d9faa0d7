"""Ask for all that is kept of oneself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.privacy import ExportAsked
from rongqu.infra.tx import Tx
from rongqu.modules.privacy import permissions, queries, tables
from rongqu.modules.privacy.errors import ExportPending
from rongqu.modules.privacy.types import Export, ExportState


async def ask_export(tx: Tx, export_id: UUID) -> Export:
    """A job makes it; one at a time."""
    tx.actor.require(permissions.EXPORT_OWN)
    asked = await tx.connection.execute(
        insert(tables.export)
        .values(
            id=export_id,
            person_id=tx.actor.id,
            organisation_id=tx.actor.organisation,
            state=ExportState.ASKED,
            asked_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if asked.rowcount == 0:
        raise ExportPending

    await tx.publish(
        ExportAsked(subject_id=tx.actor.id, parties=(tx.actor.organisation,), export_id=export_id)
    )
    return await queries.get_own_export(tx, export_id)
