"""The API of fraud: parse, call, answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router, open_request_tx
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.compliance.public import ApprovalPending
from rongqu.modules.fraud import permissions, queries
from rongqu.modules.fraud.actions.ask_clearing import ask_clearing
from rongqu.modules.fraud.actions.clear_suspicion import clear_suspicion
from rongqu.modules.fraud.actions.examine_document import examine_document
from rongqu.modules.fraud.errors import (
    FileNotExaminable,
    FileTooLarge,
    SuspicionIsCleared,
    SuspicionNotFound,
)
from rongqu.modules.fraud.examining import MOST_BYTES, examine_whole
from rongqu.modules.fraud.network import read_network
from rongqu.modules.fraud.queries import Wanted
from rongqu.modules.fraud.schemas import (
    ClearingBody,
    ExaminationBody,
    NetworkBody,
    SuspectLineBody,
    SuspectLinesBody,
    SuspicionBody,
)
from rongqu.modules.fraud.types import Examination, Suspicion
from rongqu.modules.parties.public import EnterpriseNotFound, list_party_names

router = module_router("fraud", prefix="/fraud")

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def receive_file(request: Request) -> Examination:
    """Ask who may, read no more than is examined, and examine: then the transaction may open."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.EXAMINE)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise FileTooLarge(most=MOST_BYTES)
    return await examine_whole(bytes(content))


@router.put(
    "/examinations/{examination_id}",
    responses=problems(FileNotExaminable, FileTooLarge),
    openapi_extra=FILE_BODY,
)
async def examine_document_endpoint(
    examined: Annotated[Examination, Depends(receive_file)], tx: TxDep, examination_id: UUID
) -> ExaminationBody:
    """A PDF or a picture; it is not kept."""
    return ExaminationBody.of(await examine_document(tx, examination_id, examined))


@router.get("/companies/{enterprise_id}/network", responses=problems(EnterpriseNotFound))
async def get_company_network_endpoint(tx: TxDep, enterprise_id: UUID) -> NetworkBody:
    """Trading partners, theirs where they are on the platform, and rings."""
    tx.actor.require(permissions.EXAMINE)
    return NetworkBody.of(await read_network(tx, EnterpriseId(enterprise_id)))


@router.get("/suspicions", responses=problems())
async def list_suspicions_endpoint(
    tx: TxDep,
    page: PageDep,
    enterprise_id: UUID | None = None,
    application_id: UUID | None = None,
    is_open: bool | None = None,
) -> SliceBody[SuspicionBody]:
    """What was found by itself: in papers, invoices and applications. A lender sees what is about
    its own applications."""
    tx.actor.require(permissions.VIEW)
    wanted = Wanted(enterprise_id=enterprise_id, application_id=application_id, is_open=is_open)
    found = await queries.list_suspicions(tx, wanted, page)
    names = await _names(tx, found.items)
    items = [SuspicionBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/suspicions/{suspicion_id}/lines", responses=problems(SuspicionNotFound))
async def list_suspect_lines_endpoint(tx: TxDep, suspicion_id: UUID) -> SuspectLinesBody:
    """The first of the invoices that break the rule, as they were when they were looked at."""
    tx.actor.require(permissions.VIEW)
    lines = await queries.list_lines(tx, suspicion_id)
    return SuspectLinesBody(items=[SuspectLineBody.of(each) for each in lines])


@router.post(
    "/suspicions/{suspicion_id}/clearing",
    dependencies=[ONCE],
    responses=problems(KeyReused, SuspicionNotFound, SuspicionIsCleared),
)
async def clear_suspicion_endpoint(
    tx: TxDep, suspicion_id: UUID, body: ClearingBody
) -> SuspicionBody:
    cleared = await clear_suspicion(tx, suspicion_id, body.reason)
    return SuspicionBody.of(cleared, await _names(tx, [cleared]))


@router.post(
    "/suspicions/{suspicion_id}/clearing-wish",
    status_code=204,
    dependencies=[ONCE],
    responses=problems(KeyReused, SuspicionNotFound, SuspicionIsCleared, ApprovalPending),
)
async def ask_suspicion_clearing_endpoint(
    tx: TxDep, suspicion_id: UUID, body: ClearingBody
) -> None:
    """A lender holds it to be mistaken; whoever examines for the platform decides."""
    await ask_clearing(tx, suspicion_id, body.reason)


async def _names(tx: Tx, found: Sequence[Suspicion]) -> dict[UUID, str]:
    parties = await list_party_names(tx, {each.subject.enterprise_id for each in found})
    return {party.id: party.name.reveal() for party in parties}
