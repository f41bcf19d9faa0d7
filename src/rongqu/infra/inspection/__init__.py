"""What an uploaded file really is: judged by its bytes, never by its name. Pure; no parser runs."""

from __future__ import annotations

from rongqu.infra.inspection.image import check_jpeg, check_png
from rongqu.infra.inspection.pdf import check_pdf
from rongqu.infra.inspection.workbook import check_workbook
from rongqu.kernel.errors import FileDamaged, FileEncrypted, FileTypeRefused
from rongqu.kernel.files import FileType

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound file: an old Office document, or a new one that is encrypted (MS-OFFCRYPTO 2.3)."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def inspect_file(content: bytes) -> FileType:
    """The type of an acceptable file; raises the refusal that fits any other."""
    if not content:
        raise FileDamaged
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        check_png(content)
        return FileType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        check_jpeg(content)
        return FileType.JPEG
    if content.startswith(b"PK\x03\x04"):
        check_workbook(content)
        return FileType.XLSX
    if b"%PDF-" in content[:1024]:  # readers accept some bytes before the header
        check_pdf(content)
        return FileType.PDF
    if content.startswith(_OLE) and _ENCRYPTED_PACKAGE in content:
        raise FileEncrypted
    raise FileTypeRefused
