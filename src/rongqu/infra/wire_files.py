"""Files on the wire: taken in within a limit, handed out so that nothing in them acts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Request

from rongqu.kernel.errors import (
    FileActive,
    FileDamaged,
    FileEncrypted,
    FileTooLarge,
    FileTypeRefused,
)
from rongqu.kernel.files import FileType

OCTETS = "application/octet-stream"
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
FILE_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {OCTETS: BINARY}}}
FILE_FAULTS = (FileTypeRefused, FileEncrypted, FileActive, FileDamaged, FileTooLarge)
"""Whatever `read_file` and `inspect_file` may refuse."""

PICTURES = frozenset({FileType.PNG, FileType.JPEG})
SHOWN_INLINE = PICTURES | {FileType.PDF}
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PDF_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Browsers show no PDF in a sandbox; files with scripts were refused when they came."""


async def read_file(request: Request, most: int) -> bytes:
    """What says that it is larger is refused before a byte of it is read."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > most:
        raise FileTooLarge(most=most)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise FileTooLarge(most=most)
    return bytes(content)


def saved_headers(name: str, size: int) -> dict[str, str]:
    """For a file that is saved under this name, and never opened in the page."""
    return _headers("attachment", name, size, NOTHING_RUNS)


def shown_headers(name: str, size: int, file_type: FileType) -> dict[str, str]:
    """It is shown as what it was inspected as; what no browser shows is saved."""
    if file_type not in SHOWN_INLINE:
        return saved_headers(name, size)
    policy = PDF_VIEWER if file_type is FileType.PDF else NOTHING_RUNS
    return _headers("inline", name, size, policy)


def _headers(place: str, name: str, size: int, policy: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": policy,
        "Content-Length": str(size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
