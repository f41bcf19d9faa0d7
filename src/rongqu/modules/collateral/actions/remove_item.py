"""Take a thing away again, while the application may still be changed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.collateral import ItemRemoved
from rongqu.infra.tx import Tx
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.types import Case


async def remove_item(tx: Tx, case: Case, item_id: UUID) -> None:
    """Internal: the room whose case it is has required a permission and locked the case."""
    item = await queries.lock_item(tx, case.application_id, item_id)

    await tx.connection.execute(
        update(tables.item).where(tables.item.c.id == item.id).values(removed_at=tx.now)
    )

    await tx.publish(
        ItemRemoved(
            subject_id=case.application_id,
            parties=(case.owner_id,),
            item_id=item.id,
            kind=item.kind,
        )
    )
