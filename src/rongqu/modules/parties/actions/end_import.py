"""End an import that was read to its end, or that was refused as a whole."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import queries, rules
from rongqu.modules.parties.actions._ending import list_news, record_ending
from rongqu.modules.parties.types import Import, ImportStatus


async def end_import(tx: Tx, import_id: ImportId, refusal: DomainError | None = None) -> Import:
    """Internal: only the reading of a file calls it. What was cancelled meanwhile stays so."""
    found = await queries.lock_import(tx, import_id)
    if found.status in rules.ENDED:
        return found

    outcome = ImportStatus.DONE if refusal is None else ImportStatus.REFUSED
    ended = await record_ending(tx, found, outcome, refusal)

    for event in await list_news(tx, ended):
        await tx.publish(event)
    return ended
