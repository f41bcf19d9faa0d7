"""What fraud does outside of any request: looking at the lines of an import."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import ImportId
from rongqu.modules.fraud.checking_lines import check_import
from rongqu.modules.parties.public import list_enterprises_of_import


@job(queue="fraud")
async def examine_imported_lines(work: Work, *, import_id: str) -> None:
    """Safe to repeat and to kill: what was found of an import is found once."""
    wanted = ImportId(UUID(import_id))
    async with work.open_tx() as tx:
        enterprises = await list_enterprises_of_import(tx, wanted)
    for enterprise_id in enterprises:
        await check_import(work, wanted, enterprise_id)
