"""Every SELECT on lists, hits and whom they may be about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HitId, ListVersionId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.errors import HitNotFound
from rongqu.modules.compliance.screening.lists import ListedName
from rongqu.modules.compliance.screening.normal import Kind
from rongqu.modules.compliance.screening_types import Hit, HitStatus, ListVersion, Subject
from rongqu.modules.identity.public import name_everybody, name_people
from rongqu.modules.parties.public import list_party_names

PERSON = "person"


async def list_versions(tx: Tx) -> tuple[ListVersion, ...]:
    """Newest first: those that hold, and those before them."""
    columns = tables.list_version.c
    wanted = select(tables.list_version).order_by(columns.loaded_at.desc(), columns.id.desc())
    return tuple(to_version(row) for row in await tx.connection.execute(wanted))


async def list_current(tx: Tx) -> dict[ListVersionId, str]:
    """Versions that hold, each with its source."""
    columns = tables.list_version.c
    current = select(columns.id, columns.source).where(columns.superseded_at.is_(None))
    rows = await tx.connection.execute(current.order_by(columns.source))
    return {ListVersionId(row.id): row.source for row in rows}


async def find_current(tx: Tx, source: str) -> ListVersion | None:
    """Locked: of two loads of one source the second waits."""
    columns = tables.list_version.c
    await tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(source))))
    wanted = select(tables.list_version).where(
        columns.source == source, columns.superseded_at.is_(None)
    )
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    return None if row is None else to_version(row)


async def read_names(tx: Tx, version_id: ListVersionId) -> list[ListedName]:
    columns = tables.listed_name.c
    wanted = (
        select(tables.listed_name).where(columns.version_id == version_id).order_by(columns.number)
    )
    return [
        ListedName(row.entry, row.name, Kind(row.kind), row.is_alias, row.program, row.detail)
        for row in await tx.connection.execute(wanted)
    ]


async def list_subjects(tx: Tx, ids: Collection[UUID] | None = None) -> tuple[Subject, ...]:
    """Parties and people: these, or all."""
    parties = await list_party_names(tx, ids)
    people = await (name_everybody(tx) if ids is None else name_people(tx, ids))
    return (
        *(
            Subject(id=each.id, kind=each.kind, name=each.name, is_person=each.is_person)
            for each in parties
        ),
        *(
            Subject(id=user_id, kind=PERSON, name=name, is_person=True)
            for user_id, name in people.items()
        ),
    )


async def list_hits(tx: Tx, status: HitStatus | None, page: Page) -> Slice[Hit]:
    """Newest first."""
    columns = tables.hit.c
    wanted = select(tables.hit).order_by(columns.id.desc()).limit(page.limit + 1)
    if status is not None:
        wanted = wanted.where(columns.status == status)
    if page.after is not None:
        wanted = wanted.where(columns.id < page.after)
    rows = await tx.connection.execute(wanted)
    return Slice[Hit].of([(row.id, to_hit(row)) for row in rows], page.limit)


async def count_open_hits(tx: Tx) -> int:
    columns = tables.hit.c
    counted = select(func.count()).where(columns.status == HitStatus.OPEN)
    return (await tx.connection.execute(counted)).scalar_one()


async def get_hit(tx: Tx, hit_id: HitId, *, lock: bool = False) -> Hit:
    wanted = select(tables.hit).where(tables.hit.c.id == hit_id)
    row = (await tx.connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    if row is None:
        raise HitNotFound(hit_id=hit_id)
    return to_hit(row)


def to_version(row: Row[Any]) -> ListVersion:
    return ListVersion(
        id=ListVersionId(row.id),
        source=row.source,
        sha256=row.sha256,
        entries=row.entries,
        names=row.names,
        loaded_by=UserId(row.loaded_by),
        loaded_at=row.loaded_at,
        superseded_at=row.superseded_at,
    )


def to_hit(row: Row[Any]) -> Hit:
    return Hit(
        id=HitId(row.id),
        about=row.about,
        about_kind=row.about_kind,
        source=row.source,
        entry=row.entry,
        listed_name=row.listed_name,
        program=row.program,
        detail=row.detail,
        is_person=row.is_person,
        score_permille=row.score_permille,
        status=HitStatus(row.status),
        opened_at=row.opened_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
        reason=row.reason,
    )
