"""Note that the bank has carried out an order to freeze, or its lifting."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.modules.compliance import tables


async def note_block(tx: Tx, freeze_id: UUID, *, is_blocked: bool) -> None:
    """Internal: only the handler calls it. Safe to repeat: the first time counts. Nothing is
    published: it is the bank's news that is noted."""
    noted = tables.freeze.c.bank_frozen_at if is_blocked else tables.freeze.c.bank_released_at
    await tx.connection.execute(
        update(tables.freeze)
        .where(tables.freeze.c.id == freeze_id, noted.is_(None))
        .values({noted: tx.now})
    )
