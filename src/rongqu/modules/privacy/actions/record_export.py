"""Note that a file of somebody's data is ready, or gone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from rongqu.events.privacy import ExportExpired, ExportMade
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.privacy import queries, tables
from rongqu.modules.privacy.types import ExportState


async def record_export(tx: Tx, export_id: UUID, size: int, sha256: str) -> None:
    """Internal: only the job that made it calls. Safe to repeat: the first file counts."""
    export = await queries.lock_export(tx, export_id)
    if export.state is not ExportState.ASKED:
        return
    days = int(await read_policy(tx, "privacy.export_kept_days"))
    await tx.connection.execute(
        update(tables.export)
        .where(tables.export.c.id == export_id)
        .values(
            state=ExportState.READY,
            ready_at=tx.now,
            expires_at=tx.now + timedelta(days=days),
            size=size,
            sha256=sha256,
        )
    )
    await tx.publish(
        ExportMade(
            subject_id=export.person_id,
            parties=(export.organisation_id,),
            export_id=export_id,
            sha256=sha256,
        )
    )


async def record_expiry(tx: Tx, export_id: UUID) -> None:
    """Internal: only the job that has removed the file calls. Safe to repeat."""
    export = await queries.lock_export(tx, export_id)
    if export.state is not ExportState.READY:
        return
    await tx.connection.execute(
        update(tables.export)
        .where(tables.export.c.id == export_id)
        .values(state=ExportState.EXPIRED)
    )
    await tx.publish(
        ExportExpired(
            subject_id=export.person_id, parties=(export.organisation_id,), export_id=export_id
        )
    )
