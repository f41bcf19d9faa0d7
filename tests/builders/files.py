"""Small, whole files of each kind that may be uploaded."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]  it has none
from pypdf import PdfWriter


def pdf_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def png_file(width: int = 1, height: int = 1) -> bytes:
    size = width.to_bytes(4) + height.to_bytes(4)
    row = zlib.compress(b"\x00\x80")
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size + b"\x08\x00\x00\x00\x00")
        + _chunk(b"IDAT", row)
        + _chunk(b"IEND", b"")
    )


def jpeg_file() -> bytes:
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xd2\xcf\x20"
    return b"\xff\xd8" + app + frame + scan + b"\xff\xd9"


def xlsx_file() -> bytes:
    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet().write(0, 0, 1)
    book.close()
    return buffer.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content).to_bytes(4)
    return len(content).to_bytes(4) + kind + content + check
