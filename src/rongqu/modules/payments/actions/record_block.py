"""Record that the bank has blocked an account, or has lifted the block."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.payments import BlockConfirmed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.payments import tables


async def record_block(
    tx: Tx, organisation_id: OrganisationId, freeze_id: UUID, *, is_blocked: bool
) -> None:
    """Internal: the job calls it after the bank has answered. Safe to repeat. The owner is not
    told."""
    columns = tables.custody_account.c
    now = freeze_id if is_blocked else None
    changed = await tx.connection.execute(
        update(tables.custody_account)
        .where(
            columns.organisation_id == organisation_id,
            columns.bank_told_of == freeze_id,
            columns.bank_frozen_by.is_distinct_from(now)
            | columns.bank_told_of.is_distinct_from(now),
        )
        .values(bank_frozen_by=now, bank_told_of=now)
    )
    if changed.rowcount:
        await tx.publish(
            BlockConfirmed(subject_id=organisation_id, freeze_id=freeze_id, is_blocked=is_blocked)
        )
