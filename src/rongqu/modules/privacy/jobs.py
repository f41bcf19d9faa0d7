"""What privacy does outside of any request: making exports, erasing, and letting both end."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.encryption import ciphers
from rongqu.infra.jobs import Work, job
from rongqu.modules.identity.public import get_account
from rongqu.modules.privacy import queries
from rongqu.modules.privacy.actions.erase_holding import end_erasure, erase_holding
from rongqu.modules.privacy.actions.record_export import record_expiry, record_export
from rongqu.modules.privacy.export_files import PURPOSE, Collected, file_of, key_of
from rongqu.modules.privacy.holdings import list_holdings
from rongqu.modules.privacy.types import ExportState


@job(queue="privacy")
async def make_export(work: Work, *, export_id: str) -> None:
    """Safe to repeat and to kill: the file's name is the export's, and the first one counts."""
    wanted = UUID(export_id)
    async with work.open_tx() as tx:
        export = await queries.lock_export(tx, wanted)
        if export.state is not ExportState.ASKED:
            return
        account = await get_account(tx, export.person_id)
        collected = [
            Collected(holding.name, await holding.collect(tx, export.person_id))
            for holding in list_holdings()
        ]
        made = file_of(collected, account.user.locale, tx.now)
        closed = ciphers.encrypt(tx.connection.dialect, made.content, PURPOSE)
    await work.storage.put_named(key_of(wanted), closed)
    async with work.open_tx() as tx:
        await record_export(tx, wanted, len(made.content), made.sha256)


@job(queue="privacy")
async def carry_out_erasure(work: Work, *, erasure_id: str) -> None:
    """One transaction a holding: whatever was killed goes on with the next."""
    wanted = UUID(erasure_id)
    for holding in list_holdings():
        async with work.open_tx() as tx:
            await erase_holding(tx, wanted, holding)
    async with work.open_tx() as tx:
        await end_erasure(tx, wanted)


@job(queue="privacy", cron="40 17 * * *")
async def let_go_of_what_is_over(work: Work) -> None:
    """At night in Shanghai: files that have expired, and what the law keeps no longer."""
    async with work.open_tx() as tx:
        exports = await queries.list_expired_exports(tx)
        erasures = await queries.list_due_erasures(tx)
    for export_id in exports:
        await work.storage.delete(key_of(export_id))
        async with work.open_tx() as tx:
            await record_expiry(tx, export_id)
    for erasure_id in erasures:
        await carry_out_erasure.run(work, erasure_id=str(erasure_id))
