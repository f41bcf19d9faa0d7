"""The API of papers: what is known, how it would look, and sending it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, TxDep, module_router, open_request_tx, setting_of
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ContractId, new_id
from rongqu.modules.contracts.public import (
    SEND,
    VIEW,
    ContractNotFound,
    EnvelopeId,
    Finding,
    StoredDocument,
    TemplateMissing,
    ValueMissing,
    ValueWrong,
    VariableUnknown,
    compose,
    get_contract,
    read_in_force,
    render,
)
from rongqu.modules.papers.actions.send_paper import send_paper
from rongqu.modules.papers.drawing.beside import Main
from rongqu.modules.papers.drawing.known import known_values, to_given
from rongqu.modules.papers.errors import (
    ContractNotOpen,
    NotASigner,
    PartyUnknown,
    SignByWrong,
    SignersWrong,
)
from rongqu.modules.papers.making import make
from rongqu.modules.papers.planning import plan_paper
from rongqu.modules.papers.schemas import (
    KnownValuesBody,
    PaperPreviewBody,
    PaperWishBody,
    SentPaperBody,
)
from rongqu.modules.papers.types import PlannedPaper

router = module_router("papers", prefix="/papers")

FOLDER = "contracts"
PDF = "application/pdf"
FAULTS = (
    ContractNotFound,
    ContractNotOpen,
    NotASigner,
    PartyUnknown,
    SignByWrong,
    SignersWrong,
    TemplateMissing,
    ValueMissing,
    ValueWrong,
    VariableUnknown,
)
PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A paper that is typeset, reviewed and kept, and not sent yet."""

    id: EnvelopeId
    planned: PlannedPaper
    document: StoredDocument
    findings: tuple[Finding, ...]


async def _make(request: Request, body: PaperWishBody) -> _Made:
    """Before the request's own transaction opens: typesetting takes long, and files are kept over
    the network."""
    paper_id = EnvelopeId(new_id())
    async with open_request_tx(request) as tx:
        tx.actor.require(SEND)
        planned = await plan_paper(tx, paper_id, body.to_wish())
    pdf, findings = await asyncio.to_thread(make, planned.making)
    file = await setting_of(request).storage.put(FOLDER, pdf)
    document = StoredDocument(key=file.key, sha256=file.sha256, size=file.size)
    return _Made(id=paper_id, planned=planned, document=document, findings=findings)


@router.get("/known", responses=problems(ContractNotFound, TemplateMissing))
async def read_known_values_endpoint(
    tx: TxDep, contract_id: Annotated[UUID, Query()]
) -> KnownValuesBody:
    """What the record of a contract says of the variables of texts."""
    tx.actor.require(VIEW)
    contract = await get_contract(tx, ContractId(contract_id))
    key = "loan" if contract.document is None else contract.document.template.split("/")[0]
    version = await read_in_force(tx, key)
    values = known_values(contract, Main(key, version.text.title))
    return KnownValuesBody.model_validate({"values": to_given(values)})


@router.post("/preview", response_class=Response, responses=problems(*FAULTS) | PREVIEW)
async def preview_paper_endpoint(request: Request, body: PaperPreviewBody) -> Response:
    """As it would be sent; nothing is kept."""
    async with open_request_tx(request) as tx:
        tx.actor.require(SEND)
        planned = await plan_paper(tx, new_id(), body.to_wish())
    making = planned.making
    content = compose(making.version.text, making.values, making.number, body.language)
    pdf = await asyncio.to_thread(render, content, making.made_on)
    return Response(pdf, media_type=PDF, headers={"Cache-Control": "private, no-store"})


@router.post("", status_code=201, dependencies=[ONCE], responses=problems(KeyReused, *FAULTS))
async def send_paper_endpoint(
    made: Annotated[_Made, Depends(_make)], tx: TxDep, body: PaperWishBody
) -> SentPaperBody:
    """With a severe finding of the review it is held until two people let it pass."""
    del body  # read while it was made
    envelope = await send_paper(tx, made.id, made.planned, made.document, made.findings)
    return SentPaperBody.of(envelope, made.findings)
