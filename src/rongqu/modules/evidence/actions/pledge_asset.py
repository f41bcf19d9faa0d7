"""Pledge a thing for a debt: while it is, nobody can pledge it again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.events.evidence import AssetPledged
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence import asset_queries, permissions
from rongqu.modules.evidence.actions._pledges import insert_pledges
from rongqu.modules.evidence.asset_types import Asset
from rongqu.modules.evidence.errors import AlreadyPledged, AssetNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeWish:
    asset_id: UUID
    holder_id: OrganisationId
    reference_id: UUID


async def pledge_asset(tx: Tx, wish: PledgeWish) -> Asset:
    """By the owner. The asset's row is locked, and an index of the database allows one pledge."""
    tx.actor.require(permissions.OWN_ASSETS)
    asset = await asset_queries.lock_asset(tx, wish.asset_id)
    if asset.owner_id != tx.actor.organisation:
        raise AssetNotFound(asset_id=wish.asset_id)
    if asset.pledge is not None:
        raise AlreadyPledged(asset_id=wish.asset_id)

    if not await insert_pledges(tx, [wish.asset_id], wish.holder_id, wish.reference_id):
        raise AlreadyPledged(asset_id=wish.asset_id)

    await tx.publish(
        AssetPledged(
            subject_id=wish.asset_id,
            parties=(asset.owner_id, wish.holder_id),
            holder_id=wish.holder_id,
            reference_id=wish.reference_id,
        )
    )
    return await asset_queries.get_asset(tx, wish.asset_id)
