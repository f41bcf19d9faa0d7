"""What withdrawing and expiring a list share: what is left is crossed off, and the list ends."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.types import LineStatus, Sealing, SealingStatus


async def cross_off(tx: Tx, sealing: Sealing, why: type[DomainError]) -> None:
    """What has its seal keeps it; the other documents wait for the seal as before."""
    lines = t.line.c
    await tx.connection.execute(
        update(t.line)
        .where(lines.sealing_id == sealing.id, lines.status == LineStatus.PENDING)
        .values(status=LineStatus.FAILED, reason=why.code)
    )


async def end_as(tx: Tx, sealing: Sealing, status: SealingStatus) -> None:
    await tx.connection.execute(
        update(t.sealing).where(t.sealing.c.id == sealing.id).values(status=status, ended_at=tx.now)
    )
