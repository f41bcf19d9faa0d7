"""An application has moved on."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.ranking import tables

REACHED = {
    "submitted": "applied_at",
    "contract": "approved_at",
    "rejected": "refused_at",
    "active": "funded_at",
}
"""What each stage of an application says; the others say nothing."""


async def note_stage(tx: Tx, application_id: UUID, enterprise_id: EnterpriseId, stage: str) -> None:
    """Internal: called when one has moved. What was reached once stays reached."""
    column = REACHED.get(stage)
    if column is None:
        return
    await tx.connection.execute(
        insert(tables.outcome)
        .values(application_id=application_id, enterprise_id=enterprise_id, **{column: tx.now})
        .on_conflict_do_update(
            index_elements=["application_id"],
            set_={column: tx.now},
            where=tables.outcome.c[column].is_(None),
        )
    )
