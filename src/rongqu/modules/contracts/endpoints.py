"""The contracts API: parse, call, answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import StreamingResponse

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, SettingDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApplicationId, ContractId
from rongqu.modules.contracts import (
    envelope_endpoints,
    permissions,
    queries,
    review_endpoints,
    template_endpoints,
    verification_endpoints,
)
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.errors import CannotVoid, ContractNotFound, DocumentNotReady
from rongqu.modules.contracts.schemas import ContractBody, VoidBody
from rongqu.modules.contracts.types import ContractStatus

router = module_router("contracts", prefix="/contracts")

PDF = "application/pdf"


@router.get("", responses=problems())
async def list_contracts_endpoint(
    tx: TxDep,
    page: PageDep,
    status: Annotated[ContractStatus | None, Query()] = None,
    application_id: Annotated[UUID | None, Query()] = None,
) -> SliceBody[ContractBody]:
    tx.actor.require(permissions.VIEW)
    wanted = queries.ContractFilter(
        status=status,
        application_id=None if application_id is None else ApplicationId(application_id),
    )
    found = await queries.list_contracts(tx, page, wanted)
    items = [ContractBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/{contract_id}", responses=problems(ContractNotFound))
async def get_contract_endpoint(tx: TxDep, contract_id: UUID) -> ContractBody:
    tx.actor.require(permissions.VIEW)
    return ContractBody.of(await queries.get_contract(tx, ContractId(contract_id)))


@router.get(
    "/{contract_id}/document",
    response_class=StreamingResponse,
    responses=problems(ContractNotFound, DocumentNotReady)
    | {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_contract_document_endpoint(
    tx: TxDep, setting: SettingDep, contract_id: UUID
) -> StreamingResponse:
    """The PDF that both sign; with their signatures it is the envelope's. It is read after the
    transaction has ended, while it is sent."""
    tx.actor.require(permissions.VIEW)
    contract = await queries.get_contract(tx, ContractId(contract_id))
    if contract.document is None:
        raise DocumentNotReady(contract_id=contract_id)
    headers = {
        "Content-Disposition": f'inline; filename="{contract.number}.pdf"',
        "Content-Length": str(contract.document.size),
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{contract.document.sha256}"',
    }
    content = setting.storage.stream(contract.document.key)
    return StreamingResponse(content, media_type=PDF, headers=headers)


@router.post(
    "/{contract_id}/void",
    dependencies=[ONCE],
    responses=problems(KeyReused, ContractNotFound, CannotVoid),
)
async def void_contract_endpoint(tx: TxDep, contract_id: UUID, body: VoidBody) -> ContractBody:
    tx.actor.require(permissions.VOID)
    return ContractBody.of(await void_contract(tx, ContractId(contract_id), body.reason))


routers = (
    router,
    envelope_endpoints.router,
    review_endpoints.router,
    *template_endpoints.routers,
    verification_endpoints.router,
)
