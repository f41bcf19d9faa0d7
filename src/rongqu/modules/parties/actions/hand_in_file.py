"""Hand in a file that lies on this machine already: nothing has to be sent."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.parties import ImportContentReceived
from rongqu.infra.tx import Tx
from rongqu.modules.parties import queries, tables
from rongqu.modules.parties.actions.start_import import start_import
from rongqu.modules.parties.types import Import, ImportOrder, ImportStatus


async def hand_in_file(tx: Tx, order: ImportOrder) -> Import:
    """Internal: the command line calls it, which reads the file itself."""
    started = await start_import(tx, order)

    await tx.connection.execute(
        update(tables.invoice_import)
        .where(tables.invoice_import.c.id == started.id)
        .values(received=started.size, status=ImportStatus.WAITING)
    )

    await tx.publish(
        ImportContentReceived(
            subject_id=started.id,
            parties=(started.organisation_id,),
            received=started.size,
            size=started.size,
        )
    )
    return await queries.get_import(tx, started.id)
