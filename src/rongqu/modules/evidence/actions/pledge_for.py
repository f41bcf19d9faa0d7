"""Put things on record where they are not yet, and pledge all of them for one debt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_if_new

from rongqu.events.evidence import AssetPledged, AssetRegistered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.evidence import rules, tables
from rongqu.modules.evidence.asset_types import AssetMark
from rongqu.modules.evidence.errors import AlreadyPledged, AssetKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFor:
    """`reference_id` is what they secure, such as a contract."""

    owner_id: OrganisationId
    holder_id: OrganisationId
    reference_id: UUID


async def pledge_for(tx: Tx, pledge: PledgeFor, marks: Collection[AssetMark]) -> None:
    """Internal: the room in which the owner has agreed. All of them or none: the first that is
    somebody else's, or pledged, refuses the whole. Rows are locked in one order by all."""
    by_print = {rules.fingerprint_of(mark): mark for mark in marks}
    registered = await _register(tx, pledge, by_print)
    assets = await _lock(tx, by_print)
    await _check_free(tx, pledge, assets)

    await tx.connection.execute(
        insert(tables.pledge),
        [
            {
                "id": new_id(),
                "asset_id": asset.id,
                "holder_id": pledge.holder_id,
                "reference_id": pledge.reference_id,
                "pledged_at": tx.now,
                "released_at": None,
            }
            for asset in assets
        ],
    )

    await tx.publish_all([_registered(asset) for asset in assets if asset.id in registered])
    await tx.publish_all([_pledged(asset, pledge) for asset in assets])


async def _register(tx: Tx, pledge: PledgeFor, by_print: dict[bytes, AssetMark]) -> frozenset[UUID]:
    """Ids of those that were new."""
    rows = [
        {
            "id": new_id(),
            "fingerprint": fingerprint,
            "kind": mark.kind,
            "issuer": mark.issuer,
            "serial": mark.serial,
            "description": "",
            "owner_id": pledge.owner_id,
            "registered_at": tx.now,
        }
        for fingerprint, mark in sorted(by_print.items())
    ]
    new = insert_if_new(tables.asset).values(rows).on_conflict_do_nothing()
    return frozenset((await tx.connection.execute(new.returning(tables.asset.c.id))).scalars())


async def _lock(tx: Tx, by_print: dict[bytes, AssetMark]) -> list[Row[Any]]:
    columns = tables.asset.c
    wanted = select(tables.asset).where(columns.fingerprint.in_(by_print))
    locked = wanted.order_by(columns.fingerprint).with_for_update()
    return list((await tx.connection.execute(locked)).all())


async def _check_free(tx: Tx, pledge: PledgeFor, assets: list[Row[Any]]) -> None:
    for asset in assets:
        if asset.owner_id != pledge.owner_id:
            raise AssetKnown(kind=asset.kind)
    columns = tables.pledge.c
    of_these = columns.asset_id.in_([asset.id for asset in assets])
    taken = select(columns.asset_id).where(of_these, columns.released_at.is_(None)).limit(1)
    asset_id = (await tx.connection.execute(taken)).scalar_one_or_none()
    if asset_id is not None:
        raise AlreadyPledged(asset_id=asset_id)


def _registered(asset: Row[Any]) -> AssetRegistered:
    return AssetRegistered(
        subject_id=asset.id,
        parties=(asset.owner_id,),
        kind=asset.kind,
        issuer=asset.issuer,
        serial=asset.serial,
    )


def _pledged(asset: Row[Any], pledge: PledgeFor) -> AssetPledged:
    return AssetPledged(
        subject_id=asset.id,
        parties=(asset.owner_id, pledge.holder_id),
        holder_id=pledge.holder_id,
        reference_id=pledge.reference_id,
    )
