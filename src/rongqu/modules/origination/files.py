"""Documents on the wire: taken in without holding a transaction, shown without letting them act."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Request

from rongqu.infra.storage import StoredFile
from rongqu.infra.web import open_request_tx, setting_of
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination.actions.attach_document import Upload, check_may_attach
from rongqu.modules.origination.errors import DocumentTooLarge
from rongqu.modules.origination.inspection import inspect_file
from rongqu.modules.origination.types import Document, FileType

FOLDER = "documents"
PICTURES = frozenset({FileType.PNG, FileType.JPEG})
SHOWN_INLINE = PICTURES | {FileType.PDF}

UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PDF_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Browsers show no PDF in a sandbox; files with scripts were refused when they came."""


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
    content = await _read(request, most)
    file_type = await asyncio.to_thread(inspect_file, content)
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, content)
    return Upload(
        id=DocumentId(document_id), kind=kind, name=name, file_type=file_type, stored=stored
    )


def headers_of(document: Document, *, download: bool) -> dict[str, str]:
    """Whatever is in the file: it is shown as what it was inspected as, and nothing in it runs."""
    inline = document.file_type in SHOWN_INLINE and not download
    is_pdf = document.file_type is FileType.PDF
    place = "inline" if inline else "attachment"
    return {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(document.name, safe='')}",
        "Content-Security-Policy": PDF_VIEWER if inline and is_pdf else NOTHING_RUNS,
        "Content-Length": str(document.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


async def _read(request: Request, most: int) -> bytes:
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise DocumentTooLarge(most=most)
    return bytes(content)
