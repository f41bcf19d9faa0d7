"""Take the file of one's own data away."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.privacy import ExportTaken
from rongqu.infra.tx import Tx
from rongqu.modules.privacy import permissions, queries
from rongqu.modules.privacy.errors import ExportNotFound
from rongqu.modules.privacy.types import Export, ExportState


async def take_export(tx: Tx, export_id: UUID) -> Export:
    """On record each time: whoever has taken over an account would want just this file."""
    tx.actor.require(permissions.EXPORT_OWN)
    export = await queries.get_own_export(tx, export_id)
    is_over = export.expires_at is None or export.expires_at < tx.now
    if export.state is not ExportState.READY or is_over:
        raise ExportNotFound(export_id=export_id)

    await tx.publish(
        ExportTaken(subject_id=tx.actor.id, parties=(tx.actor.organisation,), export_id=export_id)
    )
    return export
