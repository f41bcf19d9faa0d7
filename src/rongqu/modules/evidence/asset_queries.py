"""Every SELECT of the register of things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.evidence import permissions, rules, tables
from rongqu.modules.evidence.asset_types import (
    Asset,
    AssetKind,
    AssetMark,
    AssetState,
    Pledge,
)
from rongqu.modules.evidence.errors import AssetNotFound


async def get_asset(tx: Tx, asset_id: UUID) -> Asset:
    """Not scoped: for actions, which check whose it is."""
    return await _one(tx, _assets().where(tables.asset.c.id == asset_id), asset_id)


async def get_visible_asset(tx: Tx, asset_id: UUID) -> Asset:
    wanted = _assets().where(tables.asset.c.id == asset_id, _is_visible(tx))
    return await _one(tx, wanted, asset_id)


async def lock_asset(tx: Tx, asset_id: UUID) -> Asset:
    """For a change of its pledge: the asset's row is what all of them lock."""
    row = select(tables.asset.c.id).where(tables.asset.c.id == asset_id).with_for_update()
    if (await tx.connection.execute(row)).one_or_none() is None:
        raise AssetNotFound(asset_id=asset_id)
    return await get_asset(tx, asset_id)


async def list_assets(tx: Tx, page: Page) -> Slice[Asset]:
    """Newest first: one's own, and those pledged to one; staff see all."""
    found = _assets().where(_is_visible(tx))
    return await read_page(tx, found, tables.asset.c.id, page, _to_asset)


async def find_asset_state(tx: Tx, mark: AssetMark) -> AssetState:
    """Not scoped: for fraud checks. Says whether it is pledged, never to whom."""
    columns = tables.asset.c
    wanted = _assets().where(columns.fingerprint == rules.fingerprint_of(mark))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return AssetState.UNKNOWN
    return AssetState.FREE if row.pledge_id is None else AssetState.PLEDGED


async def find_pledged_mark(tx: Tx, marks: Sequence[AssetMark]) -> AssetMark | None:
    """Not scoped, like `find_asset_state`: the first of them that secures something already."""
    by_print = {rules.fingerprint_of(mark): mark for mark in marks}
    columns = tables.asset.c
    pledged = tables.pledge.c.id.is_not(None)
    wanted = _assets().where(columns.fingerprint.in_(by_print), pledged).order_by(columns.id)
    row = (await tx.connection.execute(wanted.limit(1))).one_or_none()
    return None if row is None else by_print[row.fingerprint]


async def list_pledged_prints(tx: Tx) -> Sequence[bytes]:
    """Not scoped, like `find_asset_state`: fingerprints of all that secures something now."""
    asset, pledge = tables.asset.c, tables.pledge.c
    in_force = (pledge.asset_id == asset.id) & pledge.released_at.is_(None)
    wanted = select(asset.fingerprint).join(tables.pledge, in_force)
    return (await tx.connection.execute(wanted)).scalars().all()


def _assets() -> Select[Any]:
    asset, pledge = tables.asset.c, tables.pledge.c
    in_force = (pledge.asset_id == asset.id) & pledge.released_at.is_(None)
    return select(
        tables.asset,
        pledge.id.label("pledge_id"),
        pledge.holder_id,
        pledge.reference_id,
        pledge.pledged_at,
    ).outerjoin(tables.pledge, in_force)


def _is_visible(tx: Tx) -> ColumnElement[bool]:
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    tx.actor.require(permissions.VIEW)
    own = tx.actor.organisation
    return or_(tables.asset.c.owner_id == own, tables.pledge.c.holder_id == own)


async def _one(tx: Tx, wanted: Select[Any], asset_id: UUID) -> Asset:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise AssetNotFound(asset_id=asset_id)
    return _to_asset(row)


def _to_asset(row: Row[Any]) -> Asset:
    pledge = None
    if row.pledge_id is not None:
        pledge = Pledge(
            id=row.pledge_id,
            asset_id=row.id,
            holder_id=OrganisationId(row.holder_id),
            reference_id=row.reference_id,
            pledged_at=row.pledged_at,
            released_at=None,
        )
    return Asset(
        id=row.id,
        mark=AssetMark(kind=AssetKind(row.kind), issuer=row.issuer, serial=row.serial),
        description=row.description,
        owner_id=OrganisationId(row.owner_id),
        registered_at=row.registered_at,
        pledge=pledge,
    )
