"""Take in a newer version of a list of names."""

from __future__ import annotations

from sqlalchemy import exists, insert, not_, update

from rongqu.events.compliance import ListLoaded
from rongqu.infra.tx import Tx
from rongqu.modules.compliance import permissions, tables
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.errors import ListLoadedAlready
from rongqu.modules.compliance.screening_types import HitStatus, ListVersion, NewList

ROWS_AT_ONCE = 2_000


async def load_list(tx: Tx, new: NewList) -> ListVersion:
    """It takes the place of the version before. Open hits of entries that are gone lapse; that
    everybody is screened again follows from the event."""
    tx.actor.require(permissions.LOAD_LISTS)
    current = await queries.find_current(tx, new.source)
    if current is not None and current.sha256 == new.sha256:
        raise ListLoadedAlready(source=new.source, loaded_at=current.loaded_at)

    await tx.connection.execute(
        update(tables.list_version)
        .where(
            tables.list_version.c.source == new.source,
            tables.list_version.c.superseded_at.is_(None),
        )
        .values(superseded_at=tx.now)
    )
    version = ListVersion(
        id=new.id,
        source=new.source,
        sha256=new.sha256,
        entries=len({each.entry for each in new.names}),
        names=len(new.names),
        loaded_by=tx.actor.id,
        loaded_at=tx.now,
        superseded_at=None,
    )
    await _store(tx, version, new)
    lapsed = await _lapse_hits(tx, new)

    await tx.publish(
        ListLoaded(
            subject_id=version.id,
            source=version.source,
            entries=version.entries,
            names=version.names,
            lapsed=lapsed,
        )
    )
    return version


async def _store(tx: Tx, version: ListVersion, new: NewList) -> None:
    await tx.connection.execute(
        insert(tables.list_version).values(
            id=version.id,
            source=version.source,
            sha256=version.sha256,
            entries=version.entries,
            names=version.names,
            loaded_by=version.loaded_by,
            loaded_at=version.loaded_at,
        )
    )
    rows = [
        {
            "version_id": version.id,
            "number": number,
            "entry": each.entry,
            "name": each.name,
            "kind": each.kind,
            "is_alias": each.is_alias,
            "program": each.program,
            "detail": each.detail,
        }
        for number, each in enumerate(new.names)
    ]
    for at in range(0, len(rows), ROWS_AT_ONCE):
        await tx.connection.execute(insert(tables.listed_name), rows[at : at + ROWS_AT_ONCE])


async def _lapse_hits(tx: Tx, new: NewList) -> int:
    still_there = exists().where(
        tables.listed_name.c.version_id == new.id,
        tables.listed_name.c.entry == tables.hit.c.entry,
    )
    lapsed = await tx.connection.execute(
        update(tables.hit)
        .where(
            tables.hit.c.source == new.source,
            tables.hit.c.status == HitStatus.OPEN,
            not_(still_there),
        )
        .values(status=HitStatus.LAPSED)
    )
    return lapsed.rowcount
