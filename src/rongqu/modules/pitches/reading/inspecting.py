"""What an uploaded plan really is: judged by its bytes, never by its name. No parser runs."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from rongqu.modules.pitches.errors import (
    PlanActive,
    PlanDamaged,
    PlanEncrypted,
    PlanTypeRefused,
)
from rongqu.modules.pitches.types import PlanType

UNPACKED_BYTES = 300 * 1024 * 1024
"""An archive that says it unpacks to more is a decompression bomb."""
MOST_ENTRIES = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_MAIN_PARTS = {"word/document.xml": PlanType.DOCX, "ppt/presentation.xml": PlanType.PPTX}
_ACTIVE_NAMES = ("vbaproject.bin", ".exe", ".dll", ".vbs")


def inspect_plan(content: bytes) -> PlanType:
    if b"%PDF-" in content[:1024]:  # readers accept some bytes before the header
        return PlanType.PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if content.startswith(_OLE) and _ENCRYPTED_PACKAGE in content:
        raise PlanEncrypted
    raise PlanTypeRefused


def _office_type(content: bytes) -> PlanType:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise PlanDamaged from error
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise PlanEncrypted
    if len(entries) > MOST_ENTRIES or sum(it.file_size for it in entries) > UNPACKED_BYTES:
        raise PlanDamaged
    if any(entry.filename.lower().endswith(_ACTIVE_NAMES) for entry in entries):
        raise PlanActive
    for entry in entries:
        if entry.filename in _MAIN_PARTS:
            return _MAIN_PARTS[entry.filename]
    raise PlanTypeRefused
