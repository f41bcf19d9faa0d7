"""Workbooks: a real .xlsx (ECMA-376), without macros, and no archive that explodes."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from rongqu.kernel.errors import (
    FileActive,
    FileDamaged,
    FileEncrypted,
    FileTypeRefused,
)

UNPACKED_BYTES = 256 * 1024 * 1024
"""An archive that says it unpacks to more is a decompression bomb."""
TYPES_BYTES = 1024 * 1024

_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK = b"spreadsheetml.sheet.main+xml"
_ACTIVE_TYPES = (b"macroEnabled", b"vbaProject", b"activeX", b"oleObject")
_ACTIVE_NAMES = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")
_ENCRYPTED_FLAG = 0x1


def check_workbook(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            types = _read_types(archive, entries)
    except (BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise FileDamaged from error
    if any(active in types for active in _ACTIVE_TYPES):
        raise FileActive
    if _WORKBOOK not in types:
        raise FileTypeRefused  # a .docx, a .zip, ...


def _check_entries(entries: list[ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise FileEncrypted
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise FileDamaged
    if any(
        entry.filename.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for entry in entries
    ):
        raise FileActive


def _read_types(archive: ZipFile, entries: list[ZipInfo]) -> bytes:
    if not any(entry.filename == _CONTENT_TYPES for entry in entries):
        raise FileTypeRefused
    with archive.open(_CONTENT_TYPES) as part:
        return part.read(TYPES_BYTES)
