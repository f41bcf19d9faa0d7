"""Put a thing on record, once and for all."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.evidence import AssetRegistered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import asset_queries, permissions, rules, tables
from rongqu.modules.evidence.asset_types import Asset, AssetMark
from rongqu.modules.evidence.errors import AssetKnown


async def register_asset(tx: Tx, mark: AssetMark, description: str) -> Asset:
    tx.actor.require(permissions.OWN_ASSETS)
    asset_id = new_id()
    made = await tx.connection.execute(
        insert(tables.asset)
        .values(
            id=asset_id,
            fingerprint=rules.fingerprint_of(mark),
            kind=mark.kind,
            issuer=mark.issuer,
            serial=mark.serial,
            description=description,
            owner_id=tx.actor.organisation,
            registered_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here and finds it taken
    )
    if made.rowcount == 0:
        raise AssetKnown(kind=mark.kind)
    await tx.publish(
        AssetRegistered(
            subject_id=asset_id,
            parties=(tx.actor.organisation,),
            kind=mark.kind,
            issuer=mark.issuer,
            serial=mark.serial,
        )
    )
    return await asset_queries.get_asset(tx, asset_id)
