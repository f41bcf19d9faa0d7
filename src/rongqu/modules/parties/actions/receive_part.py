"""Record that a part of an announced file is in the store."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.parties import ImportContentReceived
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.types import Import, ImportStatus


async def receive_part(tx: Tx, import_id: ImportId, starts_at: int, size: int) -> Import:
    """The bytes are put first, under a name made of the import and the offset: the same part sent
    twice is one file. With the last part the file waits for being read."""
    tx.actor.require(permissions.IMPORT_INVOICES)
    found = await queries.lock_import(tx, import_id)
    if not rules.check_can_receive(found, starts_at, size):
        return found

    received = starts_at + size
    complete = received == found.size
    await tx.connection.execute(
        insert(tables.import_part).values(import_id=import_id, starts_at=starts_at, size=size)
    )
    await tx.connection.execute(
        update(tables.invoice_import)
        .where(tables.invoice_import.c.id == import_id)
        .values(
            received=received,
            status=ImportStatus.WAITING if complete else ImportStatus.RECEIVING,
        )
    )

    await tx.publish(
        ImportContentReceived(
            subject_id=import_id,
            parties=(found.organisation_id,),
            received=received,
            size=found.size,
        )
    )
    return await queries.get_import(tx, import_id)
