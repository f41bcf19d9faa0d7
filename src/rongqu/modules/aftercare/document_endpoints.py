"""The API of papers that belong to an offering: added by its issuer, read by whoever sees it."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from rongqu.infra.inspection import inspect_file
from rongqu.infra.pictures import without_metadata
from rongqu.infra.problems import problems
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.infra.web import SettingDep, TxDep, open_request_tx, part_router, setting_of
from rongqu.infra.wire_files import (
    BINARY,
    FILE_BODY,
    FILE_FAULTS,
    OCTETS,
    PICTURES,
    read_file,
    saved_headers,
)
from rongqu.kernel.errors import AlreadyThere
from rongqu.kernel.ids import DocumentId, OfferingId
from rongqu.modules.aftercare import errors, permissions, queries
from rongqu.modules.aftercare.actions.add_document import (
    NewDocument,
    add_document,
    check_may_add,
)
from rongqu.modules.aftercare.schemas import OfferingDocumentBody
from rongqu.modules.aftercare.types import OfferingDocumentKind
from rongqu.modules.investing.public import OfferingNotFound, get_visible_offering

router = part_router("aftercare", prefix="/aftercare")

FOLDER = "offerings"


async def _receive(
    request: Request,
    offering_id: UUID,
    document_id: UUID,
    kind: Annotated[OfferingDocumentKind, Query()],
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> NewDocument:
    """Ask who may, read no more than is allowed, inspect, store: then the transaction may open."""
    async with open_request_tx(request) as tx:
        most = await check_may_add(tx, OfferingId(offering_id))
    content = await read_file(request, most)
    file_type = await asyncio.to_thread(inspect_file, content)
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, content)
    return NewDocument(
        id=DocumentId(document_id),
        offering_id=OfferingId(offering_id),
        kind=kind,
        name=name,
        file_type=file_type,
        stored=stored,
    )


@router.get("/offerings/{offering_id}/documents", responses=problems(OfferingNotFound))
async def list_offering_documents_endpoint(
    tx: TxDep, offering_id: UUID
) -> list[OfferingDocumentBody]:
    tx.actor.require(permissions.VIEW)
    return await _list(tx, OfferingId(offering_id))


@router.put(
    "/offerings/{offering_id}/documents/{document_id}",
    responses=problems(
        AlreadyThere,
        OfferingNotFound,
        errors.OfferingOver,
        errors.TooManyOfferingDocuments,
        *FILE_FAULTS,
    ),
    openapi_extra=FILE_BODY,
)
async def add_offering_document_endpoint(
    received: Annotated[NewDocument, Depends(_receive)], tx: TxDep
) -> list[OfferingDocumentBody]:
    """The file is read, inspected and stored before the transaction opens: it comes first."""
    await add_document(tx, received)
    return await _list(tx, received.offering_id)


@router.get(
    "/offerings/{offering_id}/documents/{document_id}/content",
    response_class=StreamingResponse,
    responses=problems(OfferingNotFound, errors.OfferingDocumentNotFound)
    | {200: {"content": {OCTETS: BINARY}}},
)
async def read_offering_document_endpoint(
    tx: TxDep, setting: SettingDep, offering_id: UUID, document_id: UUID
) -> Response:
    """Saved, never opened in the page. Of a photo nobody is told where and with what it was
    taken."""
    tx.actor.require(permissions.VIEW)
    document = await queries.get_document(tx, OfferingId(offering_id), DocumentId(document_id))
    if document.file_type in PICTURES:
        original = await setting.storage.get(document.storage_key)
        content = await asyncio.to_thread(without_metadata, original)
        return Response(
            content, media_type=OCTETS, headers=saved_headers(document.name, len(content))
        )
    return StreamingResponse(
        setting.storage.stream(document.storage_key),
        media_type=OCTETS,
        headers=saved_headers(document.name, document.size),
    )


async def _list(tx: Tx, offering_id: OfferingId) -> list[OfferingDocumentBody]:
    offering = await get_visible_offering(tx, offering_id)
    return [OfferingDocumentBody.of(each) for each in await queries.list_documents(tx, offering.id)]
