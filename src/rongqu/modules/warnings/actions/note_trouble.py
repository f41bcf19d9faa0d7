"""Keep when an enterprise got into trouble: what warnings are measured by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.warnings import TroubleNoted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.warnings import tables


async def note_trouble(tx: Tx, enterprise_id: EnterpriseId, at: datetime) -> None:
    """Internal: for handlers. Only the first time counts."""
    columns = tables.watched.c
    made = await tx.connection.execute(
        insert(tables.watched)
        .values(enterprise_id=enterprise_id, troubled_at=at)
        .on_conflict_do_update(
            index_elements=[columns.enterprise_id],
            set_={"troubled_at": func.coalesce(columns.troubled_at, at)},
            where=columns.troubled_at.is_(None),
        )
    )
    if made.rowcount:
        await tx.publish(TroubleNoted(subject_id=enterprise_id))
