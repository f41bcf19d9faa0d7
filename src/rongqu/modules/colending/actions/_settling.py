"""How a share gets its answer."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.modules.colending import tables
from rongqu.modules.colending.types import Share, ShareStatus


async def settle(tx: Tx, share: Share, status: ShareStatus, reason: str | None = None) -> None:
    this_one = update(tables.share).where(tables.share.c.id == share.id)
    await tx.connection.execute(
        this_one.values(status=status, reason=reason, answered_by=tx.actor.id, answered_at=tx.now)
    )
