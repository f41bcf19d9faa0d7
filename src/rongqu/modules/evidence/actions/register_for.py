"""Put things of an owner on record, those that are not there yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.evidence import AssetRegistered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.evidence import rules, tables
from rongqu.modules.evidence.asset_types import AssetMark
from rongqu.modules.evidence.errors import AssetKnown


async def register_for(tx: Tx, owner_id: OrganisationId, marks: Collection[AssetMark]) -> None:
    """Internal: the room in which the owner has said that they are theirs. The first that is on
    record as somebody else's refuses the whole."""
    by_print = {rules.fingerprint_of(mark): mark for mark in marks}
    columns = tables.asset.c
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "fingerprint": fingerprint,
            "kind": mark.kind,
            "issuer": mark.issuer,
            "serial": mark.serial,
            "description": "",
            "owner_id": owner_id,
            "registered_at": tx.now,
        }
        for fingerprint, mark in sorted(by_print.items())  # one order for all who wait here
    ]
    made = insert(tables.asset).values(rows).on_conflict_do_nothing().returning(columns.id)
    new = set((await tx.connection.execute(made)).scalars())
    known = select(tables.asset).where(columns.fingerprint.in_(by_print))
    for asset in await tx.connection.execute(known):
        if asset.owner_id != owner_id:
            raise AssetKnown(kind=asset.kind)

    await tx.publish_all(
        [
            AssetRegistered(
                subject_id=row["id"],
                parties=(owner_id,),
                kind=row["kind"],
                issuer=row["issuer"],
                serial=row["serial"],
            )
            for row in rows
            if row["id"] in new
        ]
    )
