"""Writes pledges where none is in force."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.evidence import tables


async def insert_pledges(
    tx: Tx, asset_ids: Sequence[UUID], holder_id: OrganisationId, reference_id: UUID
) -> frozenset[UUID]:
    """The assets that are pledged by this; those that were already are left alone."""
    columns = tables.pledge.c
    rows = [
        {
            "id": new_id(),
            "asset_id": asset_id,
            "holder_id": holder_id,
            "reference_id": reference_id,
            "pledged_at": tx.now,
        }
        for asset_id in asset_ids
    ]
    new = (
        insert(tables.pledge)
        .values(rows)
        .on_conflict_do_nothing(
            index_elements=[columns.asset_id], index_where=columns.released_at.is_(None)
        )
        .returning(columns.asset_id)
    )
    return frozenset((await tx.connection.execute(new)).scalars())
