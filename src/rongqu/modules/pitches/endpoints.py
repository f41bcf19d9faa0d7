"""The API of pitches: parse, call, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.responses import StreamingResponse

from rongqu.infra.problems import problems
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.infra.web import (
    ONCE,
    PageDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
    open_request_tx,
    setting_of,
)
from rongqu.kernel.errors import AlreadyThere, KeyReused
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.parties.public import EnterpriseNotFound
from rongqu.modules.pitches import errors, permissions, queries
from rongqu.modules.pitches.actions.hide_plan import hide_plan
from rongqu.modules.pitches.actions.receive_plan import PlanUpload, check_may_upload, receive_plan
from rongqu.modules.pitches.actions.show_plan import show_plan
from rongqu.modules.pitches.errors import PlanNotFound, PlanNotRead, PlanPromises, PlanTooLarge
from rongqu.modules.pitches.reading.inspecting import inspect_plan
from rongqu.modules.pitches.schemas import AlikePlanBody, PlanBody, PlanLineBody
from rongqu.modules.pitches.types import Need, Plan, PlanId

router = module_router("pitches", prefix="/pitches")

FOLDER = "plans"
FILE = "application/octet-stream"
BINARY = {"schema": {"type": "string", "format": "binary"}}
UPLOAD_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {FILE: BINARY}}}
NOTHING_RUNS = "default-src 'none'; sandbox"
YUAN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"


async def _receive(
    request: Request,
    plan_id: UUID,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    asked: Annotated[str | None, Query(pattern=YUAN)] = None,
) -> PlanUpload:
    """Ask who may, read no more than is allowed, inspect, store: then the transaction may open."""
    async with open_request_tx(request) as tx:
        most = await check_may_upload(tx)
    content = await _read(request, most)
    file_type = await asyncio.to_thread(inspect_plan, content)
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, content)
    return PlanUpload(
        id=PlanId(plan_id),
        name=name,
        file_type=file_type,
        stored=stored,
        asked=None if asked is None else Money.parse(asked, "CNY"),
    )


async def _read(request: Request, most: int) -> bytes:
    """What says that it is larger is refused before a byte of it is read."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > most:
        raise PlanTooLarge(most=most)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise PlanTooLarge(most=most)
    return bytes(content)


@router.get("", responses=problems())
async def list_plans_endpoint(
    tx: TxDep,
    page: PageDep,
    enterprise_id: Annotated[UUID | None, Query()] = None,
    industry: Annotated[str | None, Query(pattern="^[A-T]$")] = None,
    need: Annotated[Need | None, Query()] = None,
) -> SliceBody[PlanLineBody]:
    tx.actor.require(permissions.VIEW)
    wanted = queries.PlanFilter(
        enterprise_id=None if enterprise_id is None else EnterpriseId(enterprise_id),
        industry=industry,
        need=need,
    )
    found = await queries.list_plans(tx, page, wanted)
    names = await _names(tx, *found.items)
    items = [
        PlanLineBody.of(each, names.get(OrganisationId(each.enterprise_id))) for each in found.items
    ]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.put(
    "/{plan_id}",
    responses=problems(
        AlreadyThere,
        EnterpriseNotFound,
        errors.TooManyPlans,
        PlanTooLarge,
        errors.PlanTypeRefused,
        errors.PlanEncrypted,
        errors.PlanActive,
        errors.PlanDamaged,
    ),
    openapi_extra=UPLOAD_BODY,
)
async def receive_plan_endpoint(
    received: Annotated[PlanUpload, Depends(_receive)], tx: TxDep
) -> PlanBody:
    """The file is read, inspected and stored before the transaction opens: it comes first."""
    return await _body(tx, await receive_plan(tx, received))


@router.get("/{plan_id}", responses=problems(PlanNotFound))
async def get_plan_endpoint(tx: TxDep, plan_id: UUID) -> PlanBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, await queries.get_plan(tx, PlanId(plan_id)))


@router.get("/{plan_id}/alike", responses=problems(PlanNotFound))
async def list_alike_plans_endpoint(tx: TxDep, plan_id: UUID) -> list[AlikePlanBody]:
    """Shown plans of other companies that speak of the same things: for whoever may see those."""
    tx.actor.require(permissions.VIEW)
    plan = await queries.get_plan(tx, PlanId(plan_id))
    alike = await queries.list_alike(tx, plan)
    plans = [await queries.get_plan(tx, each.plan_id) for each in alike]
    names = await _names(tx, *plans)
    return [
        AlikePlanBody(
            plan=PlanLineBody.of(other, names.get(OrganisationId(other.enterprise_id))),
            likeness=f"{Decimal(each.likeness):.2f}",
        )
        for each, other in zip(alike, plans, strict=True)
    ]


@router.get(
    "/{plan_id}/file",
    response_class=StreamingResponse,
    responses=problems(PlanNotFound) | {200: {"content": {FILE: BINARY}}},
)
async def read_plan_file_endpoint(
    tx: TxDep, setting: SettingDep, plan_id: UUID
) -> StreamingResponse:
    """Saved, never opened in the page. It is read after the transaction has ended."""
    tx.actor.require(permissions.VIEW)
    plan = await queries.get_plan(tx, PlanId(plan_id))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(plan.name, safe='')}",
        "Content-Security-Policy": NOTHING_RUNS,
        "Content-Length": str(plan.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    content = setting.storage.stream(plan.storage_key)
    return StreamingResponse(content, media_type=FILE, headers=headers)


@router.post(
    "/{plan_id}/showing",
    dependencies=[ONCE],
    responses=problems(KeyReused, PlanNotFound, PlanNotRead, PlanPromises),
)
async def show_plan_endpoint(tx: TxDep, plan_id: UUID) -> PlanBody:
    return await _body(tx, await show_plan(tx, PlanId(plan_id)))


@router.delete("/{plan_id}/showing", responses=problems(PlanNotFound))
async def hide_plan_endpoint(tx: TxDep, plan_id: UUID) -> PlanBody:
    return await _body(tx, await hide_plan(tx, PlanId(plan_id)))


async def _body(tx: Tx, plan: Plan) -> PlanBody:
    names = await _names(tx, plan)
    line = PlanLineBody.of(plan, names.get(OrganisationId(plan.enterprise_id)))
    return PlanBody.of(plan, line, is_own=plan.enterprise_id == tx.actor.organisation)


async def _names(tx: Tx, *plans: Plan) -> Mapping[OrganisationId, str]:
    return await name_organisations(tx, {OrganisationId(each.enterprise_id) for each in plans})
