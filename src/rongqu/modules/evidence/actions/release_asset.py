"""Release a pledged thing: only who holds the pledge can."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.evidence import AssetReleased
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import asset_queries, permissions, tables
from rongqu.modules.evidence.asset_types import Asset
from rongqu.modules.evidence.errors import AssetNotFound, NotPledged


async def release_asset(tx: Tx, asset_id: UUID) -> Asset:
    tx.actor.require(permissions.RELEASE_ASSETS)
    asset = await asset_queries.lock_asset(tx, asset_id)
    pledge = asset.pledge
    if pledge is None:
        raise NotPledged(asset_id=asset_id)
    if pledge.holder_id != tx.actor.organisation:
        raise AssetNotFound(asset_id=asset_id)

    this_one = update(tables.pledge).where(tables.pledge.c.id == pledge.id)
    await tx.connection.execute(this_one.values(released_at=tx.now))
    await tx.publish(
        AssetReleased(
            subject_id=asset_id,
            parties=(asset.owner_id, pledge.holder_id),
            holder_id=pledge.holder_id,
            reference_id=pledge.reference_id,
        )
    )
    return await asset_queries.get_asset(tx, asset_id)
