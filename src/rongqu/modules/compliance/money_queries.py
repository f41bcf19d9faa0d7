"""Every SELECT on movements, alerts, freezes and reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import AlertId, FreezeId, OrganisationId, ReportId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.errors import AlertNotFound, FreezeNotFound, ReportNotFound
from rongqu.modules.compliance.money_types import (
    Alert,
    AlertStatus,
    Freeze,
    Moved,
    Report,
    ReportKind,
)
from rongqu.modules.compliance.monitoring.types import Rule

MOST = 2_000
"""Of one account's recent movements; who has more is looked at by the batch."""


async def list_moved_since(
    tx: Tx, sides: Collection[OrganisationId], since: datetime
) -> list[Moved]:
    """Of these parties, and of whoever paid them: oldest first."""
    columns = tables.movement.c
    recent = columns.moved_at > since
    payers = select(columns.payer_id).where(columns.payee_id.in_(sides), recent)
    wanted = (
        select(tables.movement)
        .where(
            recent,
            or_(
                columns.payer_id.in_(sides),
                columns.payee_id.in_(sides),
                columns.payee_id.in_(payers),
            ),
        )
        .order_by(columns.moved_at.desc(), columns.id.desc())
        .limit(MOST)
    )
    rows = await tx.connection.execute(wanted)
    return [to_moved(row) for row in rows][::-1]


async def find_last_before(tx: Tx, side: OrganisationId, before: datetime) -> datetime | None:
    columns = tables.movement.c
    wanted = (
        select(columns.moved_at)
        .where(or_(columns.payer_id == side, columns.payee_id == side), columns.moved_at < before)
        .order_by(columns.moved_at.desc())
        .limit(1)
    )
    return (await tx.connection.execute(wanted)).scalar_one_or_none()


async def list_moved(tx: Tx, ids: Collection[UUID]) -> tuple[Moved, ...]:
    columns = tables.movement.c
    wanted = select(tables.movement).where(columns.id.in_(ids)).order_by(columns.moved_at)
    return tuple(to_moved(row) for row in await tx.connection.execute(wanted))


async def list_alerts(tx: Tx, status: AlertStatus | None, page: Page) -> Slice[Alert]:
    columns = tables.alert.c
    wanted = select(tables.alert).order_by(columns.id.desc()).limit(page.limit + 1)
    if status is not None:
        wanted = wanted.where(columns.status == status)
    if page.after is not None:
        wanted = wanted.where(columns.id < page.after)
    rows = await tx.connection.execute(wanted)
    return Slice[Alert].of([(row.id, to_alert(row)) for row in rows], page.limit)


async def get_alert(tx: Tx, alert_id: AlertId, *, lock: bool = False) -> Alert:
    wanted = select(tables.alert).where(tables.alert.c.id == alert_id)
    row = (await tx.connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    if row is None:
        raise AlertNotFound(alert_id=alert_id)
    return to_alert(row)


async def find_freeze(tx: Tx, about: OrganisationId) -> Freeze | None:
    """The order that holds."""
    columns = tables.freeze.c
    wanted = select(tables.freeze).where(columns.about == about, columns.released_at.is_(None))
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_freeze(row)


async def lock_freeze(tx: Tx, freeze_id: FreezeId) -> Freeze:
    wanted = select(tables.freeze).where(tables.freeze.c.id == freeze_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise FreezeNotFound(freeze_id=freeze_id)
    return to_freeze(row)


async def list_reports(tx: Tx, kind: ReportKind | None, page: Page) -> Slice[Report]:
    columns = tables.report.c
    wanted = select(tables.report).order_by(columns.id.desc()).limit(page.limit + 1)
    if kind is not None:
        wanted = wanted.where(columns.kind == kind)
    if page.after is not None:
        wanted = wanted.where(columns.id < page.after)
    rows = await tx.connection.execute(wanted)
    return Slice[Report].of([(row.id, to_report(row)) for row in rows], page.limit)


async def get_report(tx: Tx, report_id: ReportId) -> Report:
    wanted = select(tables.report).where(tables.report.c.id == report_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ReportNotFound(report_id=report_id)
    return to_report(row)


def to_moved(row: Row[Any]) -> Moved:
    return Moved(
        id=row.id,
        payer=None if row.payer_id is None else OrganisationId(row.payer_id),
        payee=None if row.payee_id is None else OrganisationId(row.payee_id),
        amount=Money(row.amount_minor, row.currency),
        kind=row.kind,
        moved_at=row.moved_at,
    )


def to_alert(row: Row[Any]) -> Alert:
    return Alert(
        id=AlertId(row.id),
        rule=Rule(row.rule),
        about=OrganisationId(row.about),
        amount=Money(row.amount_minor, row.currency),
        movements=tuple(row.movements),
        status=AlertStatus(row.status),
        opened_at=row.opened_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
        reason=row.reason,
    )


def to_freeze(row: Row[Any]) -> Freeze:
    return Freeze(
        id=FreezeId(row.id),
        about=OrganisationId(row.about),
        reason=row.reason,
        ordered_by=UserId(row.ordered_by),
        ordered_at=row.ordered_at,
        released_at=row.released_at,
        bank_frozen_at=row.bank_frozen_at,
    )


def to_report(row: Row[Any]) -> Report:
    return Report(
        id=ReportId(row.id),
        kind=ReportKind(row.kind),
        about=OrganisationId(row.about),
        alert_id=None if row.alert_id is None else AlertId(row.alert_id),
        amount=Money(row.amount_minor, row.currency),
        movements=tuple(row.movements),
        reason=row.reason,
        made_by=UserId(row.made_by),
        made_at=row.made_at,
    )
