"""Pledge things of one owner for one debt: all of them, or none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from rongqu.events.evidence import AssetPledged
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence import rules, tables
from rongqu.modules.evidence.actions._pledges import insert_pledges
from rongqu.modules.evidence.asset_types import AssetMark
from rongqu.modules.evidence.errors import AlreadyPledged, AssetKnown, AssetNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFor:
    """`reference_id` is what they secure, such as a contract."""

    owner_id: OrganisationId
    holder_id: OrganisationId
    reference_id: UUID


async def pledge_for(tx: Tx, pledge: PledgeFor, marks: Collection[AssetMark]) -> None:
    """Internal: the room in which the owner has agreed. No row of the owner's is locked: of two at
    once the second waits at the index that allows one pledge in force, and is refused."""
    assets = await _find(tx, pledge, marks)
    pledged = await insert_pledges(tx, assets, pledge.holder_id, pledge.reference_id)
    for asset_id in assets:
        if asset_id not in pledged:
            raise AlreadyPledged(asset_id=asset_id)

    await tx.publish_all(
        [
            AssetPledged(
                subject_id=asset_id,
                parties=(pledge.owner_id, pledge.holder_id),
                holder_id=pledge.holder_id,
                reference_id=pledge.reference_id,
            )
            for asset_id in assets
        ]
    )


async def _find(tx: Tx, pledge: PledgeFor, marks: Collection[AssetMark]) -> list[UUID]:
    """In one order for all who wait for each other."""
    prints = {rules.fingerprint_of(mark) for mark in marks}
    columns = tables.asset.c
    wanted = select(tables.asset).where(columns.fingerprint.in_(prints)).order_by(columns.id)
    assets = (await tx.connection.execute(wanted)).all()
    if len(assets) < len(prints):
        raise AssetNotFound(missing=len(prints) - len(assets))
    for asset in assets:
        if asset.owner_id != pledge.owner_id:
            raise AssetKnown(kind=asset.kind)
    return [asset.id for asset in assets]
