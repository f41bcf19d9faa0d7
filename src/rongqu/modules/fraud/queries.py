"""Every SELECT of fraud; staff see all, a lender what was found about its own applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.fraud import permissions, tables
from rongqu.modules.fraud.errors import SuspicionNotFound
from rongqu.modules.fraud.types import (
    CURRENCY,
    Finding,
    Lines,
    RefusedPaper,
    Source,
    Subject,
    SuspectLine,
    Suspicion,
    Weight,
)

SUSPICION = tables.suspicion.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`None`: any."""

    enterprise_id: UUID | None = None
    application_id: UUID | None = None
    is_open: bool | None = None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.EXAMINE):
        return true()
    return SUSPICION.institution_id == actor.organisation


async def list_suspicions(tx: Tx, wanted: Wanted, page: Page) -> Slice[Suspicion]:
    """The latest first; of an application with its company those about that as such, too."""
    found = select(tables.suspicion).where(visible_to(tx.actor))
    if wanted.enterprise_id is None and wanted.application_id is not None:
        found = found.where(SUSPICION.application_id == wanted.application_id)
    if wanted.enterprise_id is not None:
        found = found.where(SUSPICION.enterprise_id == wanted.enterprise_id)
        if wanted.application_id is not None:
            found = found.where(_concerns(wanted.application_id))
    if wanted.is_open is not None:
        is_open = SUSPICION.cleared_at.is_(None)
        found = found.where(is_open if wanted.is_open else ~is_open)
    return await read_page(tx, found, SUSPICION.id, page, to_suspicion)


async def lock_suspicion(tx: Tx, suspicion_id: UUID) -> Suspicion:
    found = select(tables.suspicion).where(SUSPICION.id == suspicion_id, visible_to(tx.actor))
    row = (await tx.connection.execute(found.with_for_update())).one_or_none()
    if row is None:
        raise SuspicionNotFound(suspicion_id=suspicion_id)
    return to_suspicion(row)


async def count_strong(tx: Tx, subject: Subject, *, since: datetime | None = None) -> int:
    """Open and strong: about this application, and about the company as such; `since`: only what
    was found after that."""
    found = select(func.count()).where(
        SUSPICION.enterprise_id == subject.enterprise_id,
        _concerns(subject.application_id),
        SUSPICION.weight == Weight.STRONG,
        SUSPICION.cleared_at.is_(None),
    )
    if since is not None:
        found = found.where(SUSPICION.seen_at > since)
    return (await tx.connection.execute(found)).scalar_one()


async def list_strong_of_company(tx: Tx, enterprise_id: EnterpriseId) -> tuple[Suspicion, ...]:
    """Not scoped: open, strong, and about the company as such."""
    found = select(tables.suspicion).where(
        SUSPICION.enterprise_id == enterprise_id,
        SUSPICION.application_id.is_(None),
        SUSPICION.weight == Weight.STRONG,
        SUSPICION.cleared_at.is_(None),
    )
    rows = await tx.connection.execute(found.order_by(SUSPICION.id))
    return tuple(to_suspicion(row) for row in rows)


async def list_lines(tx: Tx, suspicion_id: UUID) -> tuple[SuspectLine | RefusedPaper, ...]:
    """Those that were kept with a suspicion that one may see."""
    seen = select(SUSPICION.id).where(SUSPICION.id == suspicion_id, visible_to(tx.actor))
    if (await tx.connection.execute(seen)).one_or_none() is None:
        raise SuspicionNotFound(suspicion_id=suspicion_id)
    return await read_lines(tx, suspicion_id)


async def read_lines(tx: Tx, suspicion_id: UUID) -> tuple[SuspectLine | RefusedPaper, ...]:
    """Not scoped."""
    columns = tables.suspect_line.c
    lines = select(tables.suspect_line).where(columns.suspicion_id == suspicion_id)
    rows = await tx.connection.execute(lines.order_by(columns.place))
    return tuple(_to_line(row) for row in rows)


def _to_line(row: Row[*tuple[Any, ...]]) -> SuspectLine | RefusedPaper:
    if row.file_line is not None:
        return RefusedPaper(line=row.file_line, said=row.said)
    return SuspectLine(
        direction=row.direction,
        number=row.number,
        code=row.code,
        issued_on=row.issued_on,
        net=Money(row.net_minor, CURRENCY),
        tax=Money(row.tax_minor, CURRENCY),
        partner_code=row.partner_code,
    )


def _concerns(application_id: UUID | None) -> ColumnElement[bool]:
    """About this application, or about a company as such."""
    return or_(SUSPICION.application_id.is_(None), SUSPICION.application_id == application_id)


def _to_lines(row: Row[*tuple[Any, ...]]) -> Lines | None:
    if row.lines_found is None:
        return None
    return Lines(found=row.lines_found, seen=row.lines_seen)


def to_suspicion(row: Row[*tuple[Any, ...]]) -> Suspicion:
    application, institution = row.application_id, row.institution_id
    return Suspicion(
        id=row.id,
        subject=Subject(
            enterprise_id=EnterpriseId(row.enterprise_id),
            application_id=None if application is None else ApplicationId(application),
            institution_id=None if institution is None else OrganisationId(institution),
        ),
        source=Source(row.source),
        finding=Finding(row.code, Weight(row.weight), row.place, _to_lines(row)),
        seen_at=row.seen_at,
        cleared_at=row.cleared_at,
        cleared_by=None if row.cleared_by is None else UserId(row.cleared_by),
        clearing=row.clearing,
    )
