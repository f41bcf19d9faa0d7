"""What parties does outside of any request: reading uploaded files, and forgetting them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import queries, rules
from rongqu.modules.parties.actions.cancel_import import cancel_import
from rongqu.modules.parties.invoices.intake import Intake


@job(queue="parties")
async def read_uploaded_file(work: Work, *, import_id: str) -> None:
    """Safe to repeat and to kill: see `Intake`. A file of the command line has no parts here."""
    wanted = ImportId(UUID(import_id))
    async with work.open_tx() as tx:
        found = await queries.get_import(tx, wanted)
        parts = await queries.list_parts(tx, wanted)
    if found.status in rules.ENDED or not parts:
        return
    with TemporaryDirectory(prefix="rongqu-import-") as folder:
        path = Path(folder) / "content"
        await asyncio.to_thread(path.touch)
        for starts_at in parts:
            async for chunk in work.storage.stream(rules.part_key(wanted, starts_at)):
                await asyncio.to_thread(_append, path, chunk)
        await Intake(work=work, import_id=wanted, path=path).run()


@job(queue="parties")
async def forget_content(work: Work, *, import_id: str) -> None:
    """An ended import needs its file no more: what counts of it is in the tables."""
    wanted = ImportId(UUID(import_id))
    async with work.open_tx() as tx:
        parts = await queries.list_parts(tx, wanted)
    for starts_at in parts:
        await work.storage.delete(rules.part_key(wanted, starts_at))


@job(queue="parties", cron="17 18 * * *")
async def cancel_abandoned_uploads(work: Work) -> None:
    """At night in Shanghai: files that nobody has finished sending for days."""
    async with work.open_tx() as tx:
        days = int(await read_policy(tx, "parties.upload_kept_days"))
        abandoned = await queries.list_abandoned_uploads(tx, tx.now - timedelta(days=days))
    for import_id in abandoned:
        async with work.open_tx() as tx:
            await cancel_import(tx, import_id)


def _append(path: Path, chunk: bytes) -> None:
    with path.open("ab") as file:
        file.write(chunk)
