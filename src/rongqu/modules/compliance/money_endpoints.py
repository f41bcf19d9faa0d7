"""The API of alerts on money, freezes and reports: parse, call, answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from fastapi import Response

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import AlertId, ApprovalId, FreezeId, ReportId, new_id
from rongqu.modules.compliance import errors, permissions
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance.actions.ask_release import ask_release
from rongqu.modules.compliance.actions.dismiss_alert import dismiss_alert
from rongqu.modules.compliance.actions.export_report import export_report
from rongqu.modules.compliance.actions.order_freeze import order_freeze
from rongqu.modules.compliance.actions.report_alert import report_alert
from rongqu.modules.compliance.money_schemas import (
    AlertBody,
    AlertDetailBody,
    AlertReasonBody,
    FreezeBody,
    ReportBody,
    WatchedMovementBody,
)
from rongqu.modules.compliance.money_types import (
    RELEASE,
    Alert,
    AlertStatus,
    Freeze,
    ReportKind,
)
from rongqu.modules.compliance.queries import find_pending
from rongqu.modules.compliance.schemas import FourEyesBody
from rongqu.modules.compliance.screening_queries import list_subjects
from rongqu.modules.compliance.screening_schemas import shown_name
from rongqu.modules.identity.public import name_people

router = module_router("compliance", prefix="/money")
XML: dict[int | str, dict[str, Any]] = {200: {"content": {"application/xml": {}}}}


@router.get("/alerts", responses=problems())
async def list_money_alerts_endpoint(
    tx: TxDep, page: PageDep, status: AlertStatus | None = None
) -> SliceBody[AlertBody]:
    tx.actor.require(permissions.VIEW_ALERTS)
    found = await queries.list_alerts(tx, status, page)
    parties = await _parties(tx, [each.about for each in found.items])
    names = await name_people(tx, {each.decided_by for each in found.items if each.decided_by})
    items = [AlertBody.of(each, parties, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/alerts/{alert_id}", responses=problems(errors.AlertNotFound))
async def get_money_alert_endpoint(tx: TxDep, alert_id: UUID) -> AlertDetailBody:
    tx.actor.require(permissions.VIEW_ALERTS)
    return await _detail(tx, await queries.get_alert(tx, AlertId(alert_id)))


@router.post(
    "/alerts/{alert_id}/dismissal",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.AlertNotFound, errors.AlertDecided),
)
async def dismiss_alert_endpoint(
    tx: TxDep, alert_id: UUID, body: AlertReasonBody
) -> AlertDetailBody:
    return await _detail(tx, await dismiss_alert(tx, AlertId(alert_id), body.reason.strip()))


@router.post(
    "/alerts/{alert_id}/report",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.AlertNotFound, errors.AlertDecided),
)
async def report_alert_endpoint(
    tx: TxDep, alert_id: UUID, body: AlertReasonBody
) -> AlertDetailBody:
    """Suspicious: the case file is fixed as it is now."""
    await report_alert(tx, AlertId(alert_id), ReportId(new_id()), body.reason.strip())
    return await _detail(tx, await queries.get_alert(tx, AlertId(alert_id)))


@router.post(
    "/alerts/{alert_id}/freeze",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.AlertNotFound, errors.FrozenAlready),
)
async def order_freeze_endpoint(
    tx: TxDep, alert_id: UUID, body: AlertReasonBody
) -> AlertDetailBody:
    """No money in or out of the account that the alert is about, from now on."""
    tx.actor.require(permissions.ORDER_FREEZE)
    alert = await queries.get_alert(tx, AlertId(alert_id))
    await order_freeze(tx, FreezeId(new_id()), alert.about, body.reason.strip())
    return await _detail(tx, alert)


@router.post(
    "/freezes/{freeze_id}/release",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.FreezeNotFound, errors.NotFrozen, errors.ApprovalPending),
)
async def ask_release_endpoint(tx: TxDep, freeze_id: UUID, body: AlertReasonBody) -> FreezeBody:
    """A second person has to agree."""
    await ask_release(tx, FreezeId(freeze_id), ApprovalId(new_id()), body.reason.strip())
    return await _freeze_body(tx, await queries.lock_freeze(tx, FreezeId(freeze_id)))


@router.get("/reports", responses=problems())
async def list_money_reports_endpoint(
    tx: TxDep, page: PageDep, kind: ReportKind | None = None
) -> SliceBody[ReportBody]:
    tx.actor.require(permissions.VIEW_ALERTS)
    found = await queries.list_reports(tx, kind, page)
    parties = await _parties(tx, [each.about for each in found.items])
    items = [ReportBody.of(each, parties) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/reports/{report_id}/file", responses={**problems(errors.ReportNotFound), **XML})
async def get_money_report_file_endpoint(tx: TxDep, report_id: UUID) -> Response:
    """The case file as XML, with plain names: taking it away is on record."""
    content = await export_report(tx, ReportId(report_id))
    name = f'attachment; filename="{report_id}.xml"'
    return Response(content, media_type="application/xml", headers={"content-disposition": name})


async def _detail(tx: Tx, alert: Alert) -> AlertDetailBody:
    movements = await queries.list_moved(tx, alert.movements)
    sides = {side for each in movements for side in (each.payer, each.payee) if side}
    parties = await _parties(tx, {alert.about, *sides})
    names = await name_people(tx, {alert.decided_by} if alert.decided_by else ())
    freeze = await queries.find_freeze(tx, alert.about)
    return AlertDetailBody(
        alert=AlertBody.of(alert, parties, names),
        movements=[WatchedMovementBody.of(each, parties) for each in movements],
        freeze=None if freeze is None else await _freeze_body(tx, freeze),
    )


async def _freeze_body(tx: Tx, freeze: Freeze) -> FreezeBody:
    pending = await find_pending(tx, RELEASE, str(freeze.id))
    people = {freeze.ordered_by, *([pending.asked_by] if pending else [])}
    names = await name_people(tx, people)
    return FreezeBody.of(freeze, FourEyesBody.of(pending, names) if pending else None, names)


async def _parties(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    return {each.id: shown_name(each) for each in await list_subjects(tx, ids)}
