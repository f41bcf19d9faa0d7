"""What the end of an import changes and tells, whoever ends it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from rongqu.events.parties import ImportEnded, InvoicesImported
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.modules.parties import queries, tables
from rongqu.modules.parties.types import Import, ImportStatus


async def record_ending(
    tx: Tx, found: Import, outcome: ImportStatus, refusal: DomainError | None = None
) -> Import:
    """Of a locked import that has not ended."""
    params = {} if refusal is None else {key: str(value) for key, value in refusal.params.items()}
    await tx.connection.execute(
        update(tables.invoice_import)
        .where(tables.invoice_import.c.id == found.id)
        .values(
            status=outcome,
            refusal_code=None if refusal is None else refusal.code,
            refusal_params=params,
            ended_at=tx.now,
        )
    )
    return await queries.get_import(tx, found.id)


async def list_news(tx: Tx, ended: Import) -> Sequence[InvoicesImported | ImportEnded]:
    """Each enterprise with something new hears of it once, whatever the outcome; then the owner."""
    news: list[InvoicesImported | ImportEnded] = [
        InvoicesImported(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            import_id=ended.id,
            accepted=share.accepted,
            refused=share.refused,
        )
        for enterprise_id, share in await queries.list_shares(tx, ended.id)
        if share.accepted + share.updated > 0
    ]
    end = ImportEnded(
        subject_id=ended.id,
        parties=(ended.organisation_id,),
        outcome=ended.status,
        accepted=ended.counts.accepted,
        refused=ended.counts.refused,
        refusal_code=ended.refusal_code,
    )
    return [*news, end]
