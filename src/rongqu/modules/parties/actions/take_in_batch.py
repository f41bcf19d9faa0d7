"""Take in one batch of lines: rows, months, refused lines and counters, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import update

from rongqu.events.parties import ImportProgressed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import queries, tables
from rongqu.modules.parties.invoices import staging, verdicts
from rongqu.modules.parties.invoices.verdicts import JudgedBatch, Written
from rongqu.modules.parties.types import Import, ImportCounts, ImportStatus, RefusedLine
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, list_withdrawn


async def take_in_batch(
    tx: Tx, import_id: ImportId, judged: JudgedBatch, skipped: int
) -> Import | None:
    """Internal: only the reading of a file calls it. `skipped` lines came before this batch.

    Safe to repeat: a batch that is in, or an import that has ended, gives None, changes nothing.
    Raises ConsentMissing for a company that has withdrawn meanwhile.
    """
    found = await queries.lock_import(tx, import_id)
    if found.status is not ImportStatus.RUNNING or found.counts.lines != skipped:
        return None

    await staging.lock_enterprises(tx, judged.enterprises)
    if await list_withdrawn(tx, judged.enterprises, UseOfData.CREDIT_ASSESSMENT):
        raise ConsentMissing(purpose=UseOfData.CREDIT_ASSESSMENT)
    written = await staging.write_batch(tx, import_id, judged.firsts)
    refused = verdicts.refused_lines(judged, written)
    await staging.write_refused(tx, import_id, refused)
    by_enterprise = verdicts.refused_by_enterprise(judged, written)
    await staging.add_shares(tx, import_id, written.shares, by_enterprise)
    counts = verdicts.count_lines(judged, written, len(refused))
    await _move_counters(tx, found, counts, refused, written)
    moved = await queries.get_import(tx, import_id)

    await tx.publish(
        ImportProgressed(
            subject_id=import_id,
            parties=(found.organisation_id,),
            lines=moved.counts.lines,
            total_lines=moved.total_lines or 0,
        )
    )
    return moved


async def _move_counters(
    tx: Tx,
    found: Import,
    counts: ImportCounts,
    refused: Sequence[RefusedLine],
    written: Written,
) -> None:
    """The import's counters are the ledger of batches: `lines` says where the next one begins."""
    columns = tables.invoice_import.c
    reasons = Counter(found.refused_by_reason) + Counter(each.reason for each in refused)
    days = [found.first_on, found.last_on]
    days += [day for share in written.shares for day in (share.first_on, share.last_on)]
    known = [day for day in days if day is not None]
    values: dict[str, Any] = {
        name: columns[name] + getattr(counts, name)
        for name in ("lines", "accepted", "updated", "already_there", "repeated", "refused")
    }
    values["refused_by_reason"] = dict(reasons)
    values["first_on"], values["last_on"] = _span(known)
    await tx.connection.execute(
        update(tables.invoice_import).where(columns.id == found.id).values(values)
    )


def _span(days: Sequence[date]) -> tuple[date | None, date | None]:
    return (min(days), max(days)) if days else (None, None)
