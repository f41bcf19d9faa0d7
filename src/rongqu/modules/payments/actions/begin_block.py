"""Note what the bank is about to be told of an account: to block it, or to lift the block."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.payments import queries, tables
from rongqu.modules.payments.ports import BlockRequest


async def begin_block(tx: Tx, organisation_id: OrganisationId) -> tuple[UUID, BlockRequest] | None:
    """Internal: the job calls it before the bank is asked, so that a block whose answer is lost is
    lifted with its freeze. Safe to repeat. Nothing is published: nothing has changed yet."""
    due = await queries.find_due_block(tx, organisation_id)
    if due is not None:
        freeze_id, _ = due
        await tx.connection.execute(
            update(tables.custody_account)
            .where(tables.custody_account.c.organisation_id == organisation_id)
            .values(bank_told_of=freeze_id)
        )
    return due
