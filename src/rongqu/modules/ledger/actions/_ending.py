"""How a hold ends without an entry."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.modules.ledger import tables
from rongqu.modules.ledger.types import Hold, HoldStatus


async def end_hold(tx: Tx, hold: Hold, status: HoldStatus) -> None:
    """The database makes available again what was left."""
    await tx.connection.execute(
        update(tables.hold)
        .where(tables.hold.c.id == hold.id)
        .values(status=status, left_minor=0, ended_at=tx.now)
    )
