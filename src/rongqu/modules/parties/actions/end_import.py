"""End an import: done, refused as a whole, or cancelled."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.parties import ImportEnded, InvoicesImported
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.modules.parties import queries, tables
from rongqu.modules.parties.types import Import, ImportStatus


async def end_import(
    tx: Tx, found: Import, outcome: ImportStatus, refusal: DomainError | None = None
) -> Import:
    """Internal: whoever calls it has locked the import and may end it.

    Each enterprise with something new hears of it once, whatever the outcome.
    """
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
    ended = await queries.get_import(tx, found.id)

    for enterprise_id, share in await queries.list_shares(tx, found.id):
        if share.accepted + share.updated > 0:
            await tx.publish(
                InvoicesImported(
                    subject_id=enterprise_id,
                    parties=(enterprise_id,),
                    import_id=ended.id,
                    accepted=share.accepted,
                    refused=share.refused,
                )
            )
    await tx.publish(
        ImportEnded(
            subject_id=ended.id,
            parties=(ended.organisation_id,),
            outcome=outcome,
            accepted=ended.counts.accepted,
            refused=ended.counts.refused,
            refusal_code=ended.refusal_code,
        )
    )
    return ended
