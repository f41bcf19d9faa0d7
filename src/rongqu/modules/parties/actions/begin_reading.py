"""Begin to read a file that is complete, or go on where a killed machine stopped."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.parties import ImportProgressed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import queries, tables
from rongqu.modules.parties.types import Import, ImportStatus


async def begin_reading(
    tx: Tx, import_id: ImportId, header: tuple[str, ...], total_lines: int
) -> Import | None:
    """Internal: only the reading of a file calls it. None when it has ended meanwhile."""
    found = await queries.lock_import(tx, import_id)
    if found.status not in {ImportStatus.WAITING, ImportStatus.RUNNING}:
        return None

    await tx.connection.execute(
        update(tables.invoice_import)
        .where(tables.invoice_import.c.id == import_id)
        .values(status=ImportStatus.RUNNING, header=list(header), total_lines=total_lines)
    )

    await tx.publish(
        ImportProgressed(
            subject_id=import_id,
            parties=(found.organisation_id,),
            lines=found.counts.lines,
            total_lines=total_lines,
        )
    )
    return await queries.get_import(tx, import_id)
