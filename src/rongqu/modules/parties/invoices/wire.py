"""Imports on the wire: parts come in without holding a transaction, refused lines go out."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Header, Request

from rongqu.infra.web import open_request_tx, setting_of
from rongqu.kernel.ids import ImportId
from rongqu.modules.parties import permissions, queries, rules
from rongqu.modules.parties.errors import OffsetWrong, PartTooLarge
from rongqu.modules.parties.reference import line_reasons
from rongqu.modules.parties.types import Import, RefusedLine

CONTENT_RANGE = r"^bytes [0-9]{1,13}-[0-9]{1,13}/[0-9]{1,13}$"
PAGE_LINES = 2_000

UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

_HEADINGS = {"zh-CN": ("行号", "原因"), "en": ("Line", "Reason")}


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of an announced file that are in the store."""

    starts_at: int
    size: int


async def store_part(
    request: Request,
    import_id: UUID,
    content_range: Annotated[str, Header(alias="Content-Range", pattern=CONTENT_RANGE)],
) -> Part:
    """Ask who may and what is wanted, read no more than that, store: then a transaction records.

    Bytes that are here already are read and dropped, so that a part sent twice is answered.
    """
    starts_at, last, _ = map(int, re.findall(r"\d+", content_range))
    size = last - starts_at + 1
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.IMPORT_INVOICES)
        found = await queries.get_import(tx, ImportId(import_id))
        is_new = rules.check_can_receive(found, starts_at, size)
    content = await _read(request)
    if len(content) != size:
        raise OffsetWrong(expected=found.received)
    if is_new:
        key = rules.part_key(ImportId(import_id), starts_at)
        await setting_of(request).storage.put_named(key, content)
    return Part(starts_at, size)


async def refused_lines_csv(request: Request, found: Import, locale: str) -> AsyncGenerator[bytes]:
    """All refused lines with their cells as they came, in pages of a short transaction each."""
    text = [*_HEADINGS[locale], *found.header]
    yield b"\xef\xbb\xbf" + _csv([text])  # the mark by which spreadsheets recognise UTF-8
    after = 0
    while True:
        async with open_request_tx(request) as tx:
            lines = await queries.list_refused_lines(tx, found.id, PAGE_LINES, after)
        if not lines:
            return
        yield _csv([_row(each, locale) for each in lines])
        after = lines[-1].line


def download_headers(found: Import) -> dict[str, str]:
    name = f"{found.file_name.rpartition('.')[0]}-refused.csv"
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }


def _row(refused: RefusedLine, locale: str) -> list[str]:
    chinese, english = line_reasons()[refused.reason]
    return [str(refused.line), chinese if locale == "zh-CN" else english, *refused.cells]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([rules.harmless_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


async def _read(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > rules.PART_BYTES:
            raise PartTooLarge(limit=rules.PART_BYTES)
    return bytes(content)
