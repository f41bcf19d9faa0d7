"""Release all that secured one debt: it is paid back, or never came to be."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.evidence import AssetReleased
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import tables


async def release_for(tx: Tx, reference_id: UUID) -> None:
    """Internal: the room whose debt it was. Safe to repeat: what is released stays so."""
    asset, pledge = tables.asset.c, tables.pledge.c
    released = await tx.connection.execute(
        update(tables.pledge)
        .where(
            pledge.reference_id == reference_id,
            pledge.released_at.is_(None),
            pledge.asset_id == asset.id,
        )
        .values(released_at=tx.now)
        .returning(asset.id, asset.owner_id, pledge.holder_id)
    )
    await tx.publish_all(
        [
            AssetReleased(
                subject_id=row.id,
                parties=(row.owner_id, row.holder_id),
                holder_id=row.holder_id,
                reference_id=reference_id,
            )
            for row in released
        ]
    )
