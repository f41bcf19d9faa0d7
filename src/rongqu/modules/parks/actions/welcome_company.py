"""A company that was put forward has registered: its lines find it."""

from __future__ import annotations

from sqlalchemy import select, update

from rongqu.events.parks import BatchChecking
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parks import queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.actions.decide_batch import approval_of
from rongqu.modules.parks.types import Batch, BatchStatus, LineStatus
from rongqu.modules.parties.public import Enterprise, Purpose, read_enterprise_for

STILL_OPEN = (BatchStatus.CHECKING, BatchStatus.READY)


async def welcome_company(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: only the handler calls it. Safe to repeat: a line finds its company once.

    Before the decision the line is checked again; after it the company hears what it may have.
    """
    company = await read_enterprise_for(tx, enterprise_id, Purpose.MATCHING)
    for batch_id in await queries.list_batches_with_uscc(tx, company.uscc):
        batch = await queries.lock_batch(tx, batch_id)
        await _meet(tx, batch, company)


async def _meet(tx: Tx, batch: Batch, company: Enterprise) -> None:
    columns = t.line.c
    theirs = (columns.batch_id == batch.id, columns.uscc == company.uscc)
    if batch.status in STILL_OPEN:
        found = await tx.connection.execute(
            update(t.line)
            .where(*theirs, columns.status == LineStatus.INVITED)
            .values(status=LineStatus.WAITING)
        )
        if found.rowcount:
            await tx.connection.execute(
                update(t.batch).where(t.batch.c.id == batch.id).values(status=BatchStatus.CHECKING)
            )
            await tx.publish(
                BatchChecking(subject_id=batch.id, parties=batch.parties, waiting=found.rowcount)
            )
        return
    await _tell_what_it_may_have(tx, batch, company)


async def _tell_what_it_may_have(tx: Tx, batch: Batch, company: Enterprise) -> None:
    """Under another name than the park's file has it is another company's affair."""
    columns = t.line.c
    awaited = select(columns.id, columns.name).where(
        columns.batch_id == batch.id,
        columns.uscc == company.uscc,
        columns.enterprise_id.is_(None),
        columns.status == LineStatus.APPROVED,
    )
    for line_id, name in (await tx.connection.execute(awaited)).all():
        if not rules.is_same_name(name, company.name):
            continue
        row = await tx.connection.execute(
            update(t.line)
            .where(columns.id == line_id)
            .values(enterprise_id=company.id)
            .returning(t.line)
        )
        await tx.publish(approval_of(queries.to_line(row.one())))
