"""Every SELECT of sealing; each sees only what the actor may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, true

from rongqu.infra.keyset import Along, read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.contracts.public import (
    EnvelopeId,
    SealPaper,
    list_waiting_for_seal,
    read_papers,
)
from rongqu.modules.sealing import permissions
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.errors import SealingNotFound
from rongqu.modules.sealing.rules import MOST_DOCUMENTS
from rongqu.modules.sealing.types import Line, LineStatus, Sealing, SealingId, SealingStatus


async def list_waiting(tx: Tx, only: Collection[EnvelopeId] | None = None) -> list[SealPaper]:
    """At most `MOST_DOCUMENTS`, without what is on a list that somebody has agreed to."""
    papers = await list_waiting_for_seal(tx, MOST_DOCUMENTS, only)
    lines = t.line.c
    agreed = (
        select(lines.envelope_id, lines.signer)
        .join(t.sealing, t.sealing.c.id == lines.sealing_id)
        .where(
            t.sealing.c.status == SealingStatus.SEALING,
            lines.status == LineStatus.PENDING,
            lines.envelope_id.in_([each.envelope_id for each in papers]),
        )
    )
    taken = {(row.envelope_id, row.signer) for row in await tx.connection.execute(agreed)}
    return [each for each in papers if (each.envelope_id, each.signer) not in taken]


async def get_sealing(tx: Tx, sealing_id: SealingId) -> Sealing:
    return await _one(tx, sealing_id, _sealings())


async def lock_sealing(tx: Tx, sealing_id: SealingId) -> Sealing:
    """For a change."""
    return await _one(tx, sealing_id, _sealings().with_for_update(of=t.sealing))


async def list_sealings(tx: Tx, page: Page) -> Slice[Sealing]:
    along = Along(t.sealing.c.id)
    return await read_page(tx, _of_own(tx, _sealings()), along, page, _to_sealing)


async def list_open(tx: Tx, made_before: datetime) -> list[SealingId]:
    """For the clock: nobody has agreed to them."""
    columns = t.sealing.c
    wanted = select(columns.id).where(
        columns.status == SealingStatus.OPEN, columns.made_at < made_before
    )
    found = await tx.connection.execute(wanted.order_by(columns.made_at))
    return [SealingId(each) for each in found.scalars()]


async def list_lines(tx: Tx, sealing_id: SealingId) -> list[Line]:
    """Its caller has seen to it that the actor sees the sealing."""
    lines = select(t.line).where(t.line.c.sealing_id == sealing_id).order_by(t.line.c.place)
    return [_to_line(row) for row in await tx.connection.execute(lines)]


async def list_pending(tx: Tx, sealing_id: SealingId, after: int, limit: int) -> list[Line]:
    """The next ones that nothing has become of yet, behind a place in the list."""
    lines = t.line.c
    wanted = (
        select(t.line)
        .where(
            lines.sealing_id == sealing_id, lines.status == LineStatus.PENDING, lines.place > after
        )
        .order_by(lines.place)
        .limit(limit)
    )
    return [_to_line(row) for row in await tx.connection.execute(wanted)]


async def read_papers_of(tx: Tx, lines: Collection[Line]) -> dict[int, SealPaper]:
    """The document of each place."""
    papers = await read_papers(tx, [(EnvelopeId(each.envelope_id), each.signer) for each in lines])
    return {each.place: papers[EnvelopeId(each.envelope_id), each.signer] for each in lines}


async def lock_line(tx: Tx, line: Line) -> LineStatus:
    lines = t.line.c
    wanted = select(lines.status).where(
        lines.sealing_id == line.sealing_id, lines.place == line.place
    )
    return LineStatus((await tx.connection.execute(wanted.with_for_update())).scalar_one())


def _sealings() -> Select[*tuple[Any, ...]]:
    lines = t.line.c
    counts = (
        select(
            func.count().label("documents"),
            func.count().filter(lines.status == LineStatus.SEALED).label("sealed"),
            func.count().filter(lines.status == LineStatus.FAILED).label("failed"),
        )
        .where(lines.sealing_id == t.sealing.c.id)
        .lateral("counts")
    )
    return select(t.sealing, counts).join_from(t.sealing, counts, true())


def _of_own(tx: Tx, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return statement
    return statement.where(t.sealing.c.organisation_id == tx.actor.organisation)


async def _one(tx: Tx, sealing_id: SealingId, statement: Select[*tuple[Any, ...]]) -> Sealing:
    found = _of_own(tx, statement.where(t.sealing.c.id == sealing_id))
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise SealingNotFound(sealing_id=sealing_id)
    return _to_sealing(row)


def _to_sealing(row: Row[Any]) -> Sealing:
    return Sealing(
        id=SealingId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        status=SealingStatus(row.status),
        sha256=row.sha256,
        documents=row.documents,
        sealed=row.sealed,
        failed=row.failed,
        made_by=UserId(row.made_by),
        made_at=row.made_at,
        agreed_by=None if row.agreed_by is None else UserId(row.agreed_by),
        method=row.method,
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
    )


def _to_line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(
        sealing_id=SealingId(row.sealing_id),
        place=row.place,
        envelope_id=row.envelope_id,
        signer=row.signer,
        sha256=row.sha256,
        status=LineStatus(row.status),
        reason=row.reason,
    )
