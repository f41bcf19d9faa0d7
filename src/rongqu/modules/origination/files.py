"""Documents on the wire: taken in without holding a transaction, shown without letting them act."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request

from rongqu.infra.inspection import inspect_file
from rongqu.infra.storage import StoredFile
from rongqu.infra.web import open_request_tx, setting_of
from rongqu.infra.wire_files import read_file, saved_headers, shown_headers
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination.actions.attach_document import Upload, check_may_attach
from rongqu.modules.origination.types import Document

FOLDER = "documents"


async def receive_file(
    request: Request,
    application_id: UUID,
    document_id: UUID,
    kind: Annotated[str, Query(pattern=r"^[a-z_]{1,40}$")],
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> Upload:
    """Ask who may, read no more than is allowed, inspect, store: then the transaction may open."""
    async with open_request_tx(request) as tx:
        most = await check_may_attach(tx, ApplicationId(application_id), kind)
    content = await read_file(request, most)
    file_type = await asyncio.to_thread(inspect_file, content)
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, content)
    return Upload(
        id=DocumentId(document_id), kind=kind, name=name, file_type=file_type, stored=stored
    )


def headers_of(document: Document, *, download: bool) -> dict[str, str]:
    if download:
        return saved_headers(document.name, document.size)
    return shown_headers(document.name, document.size, document.file_type)
