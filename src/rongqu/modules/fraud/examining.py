"""One file, examined by what it is."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

from rongqu.modules.fraud.documents.apart import look_apart
from rongqu.modules.fraud.documents.pdf import examine_pdf
from rongqu.modules.fraud.documents.picture import examine_picture
from rongqu.modules.fraud.errors import FileNotExaminable, FileTooLarge
from rongqu.modules.fraud.types import Examination

MOST_BYTES = 20 * 1024 * 1024


def examine_file(content: bytes) -> Examination:
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES)
    sha256 = hashlib.sha256(content).hexdigest()
    if b"%PDF-" in content[:1024]:
        return Examination(sha256=sha256, kind="pdf", findings=tuple(examine_pdf(content)))
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        kind = "jpeg" if content.startswith(b"\xff") else "png"
        return Examination(sha256=sha256, kind=kind, findings=tuple(examine_picture(content)))
    raise FileNotExaminable


async def examine_whole(content: bytes) -> Examination:
    """And what its points say, of a picture: in a process apart, which takes a second or two."""
    examined = await asyncio.to_thread(examine_file, content)
    if examined.kind == "pdf":
        return examined
    return replace(examined, findings=(*examined.findings, *await look_apart(content)))
