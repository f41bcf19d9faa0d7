"""The API of pitches: parse, call, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated
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
from rongqu.infra.wire_files import BINARY, FILE_BODY, OCTETS, read_file, saved_headers
from rongqu.kernel.errors import AlreadyThere, FileTooLarge, KeyReused
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.parties.public import EnterpriseNotFound
from rongqu.modules.pitches import errors, permissions, queries
from rongqu.modules.pitches.actions.hide_plan import hide_plan
from rongqu.modules.pitches.actions.receive_plan import PlanUpload, check_may_upload, receive_plan
from rongqu.modules.pitches.actions.show_plan import show_plan
from rongqu.modules.pitches.errors import PlanNotFound, PlanNotRead, PlanPromises
from rongqu.modules.pitches.reading.inspecting import inspect_plan
from rongqu.modules.pitches.schemas import AlikePlanBody, PlanBody, PlanLineBody
from rongqu.modules.pitches.types import Need, Plan, PlanId

router = module_router("pitches", prefix="/pitches")

FOLDER = "plans"
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
    content = await read_file(request, most)
    file_type = await asyncio.to_thread(inspect_plan, content)
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, content)
    return PlanUpload(
        id=PlanId(plan_id),
        name=name,
        file_type=file_type,
        stored=stored,
        asked=None if asked is None else Money.parse(asked, "CNY"),
    )


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
        FileTooLarge,
        errors.PlanTypeRefused,
        errors.PlanEncrypted,
        errors.PlanActive,
        errors.PlanDamaged,
    ),
    openapi_extra=FILE_BODY,
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
    responses=problems(PlanNotFound) | {200: {"content": {OCTETS: BINARY}}},
)
async def read_plan_file_endpoint(
    tx: TxDep, setting: SettingDep, plan_id: UUID
) -> StreamingResponse:
    """Saved, never opened in the page. It is read after the transaction has ended."""
    tx.actor.require(permissions.VIEW)
    plan = await queries.get_plan(tx, PlanId(plan_id))
    headers = saved_headers(plan.name, plan.size)
    content = setting.storage.stream(plan.storage_key)
    return StreamingResponse(content, media_type=OCTETS, headers=headers)


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
