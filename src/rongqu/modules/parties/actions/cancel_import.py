"""Stop an import. Lines that are in stay in: each is complete in itself."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import permissions, queries, rules
from rongqu.modules.parties.actions._ending import list_news, record_ending
from rongqu.modules.parties.types import Import, ImportStatus


async def cancel_import(tx: Tx, import_id: ImportId) -> Import:
    tx.actor.require(permissions.IMPORT_INVOICES)
    found = await queries.lock_import(tx, import_id)
    rules.check_can_cancel(found)

    cancelled = await record_ending(tx, found, ImportStatus.CANCELLED)

    for event in await list_news(tx, cancelled):
        await tx.publish(event)
    return cancelled
