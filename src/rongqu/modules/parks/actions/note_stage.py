"""The application of a company that was put forward has moved on."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.parks import tables as t


async def note_stage(tx: Tx, application_id: ApplicationId, stage: str) -> None:
    """Internal: only the handler calls it, in the order in which the application moved."""
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.application_id == application_id)
        .values(application_stage=stage)
    )
