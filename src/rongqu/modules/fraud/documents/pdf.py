"""A PDF's own history (ISO 32000-2): who made it, whether it was changed, what was laid over it.

Bytes are searched, and streams unpacked within a budget; no renderer runs. A file that was saved
anew as a whole by an honest tool leaves no trace, and none is invented.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from rongqu.modules.fraud.types import Finding, Weight

UNPACKED_BYTES = 32 * 1024 * 1024
LATER = timedelta(minutes=5)
"""A tool may write its two dates some moments apart."""

_END = re.compile(rb"%%EOF")
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_DATE = re.compile(
    rb"/(CreationDate|ModDate)\s*\(D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?"
    rb"(?:([+\-])(\d{2})'?(\d{2})?)?"
)
_MAKER = re.compile(rb"/(?:Producer|Creator)\s*\(((?:[^()\\]|\\.){0,200})\)")
_MAKER_XMP = re.compile(rb"<(?:pdf:Producer|xmp:CreatorTool)>([^<]{0,200})<")
_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) (\d+) obj\b")
_FONT_NAME = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_SUBSET = re.compile(rb"^[A-Z]{6}\+")
_OVERLAY = re.compile(rb"/Subtype\s*/(FreeText|Stamp|Redact|Square|Ink)\b")
_EDITORS = re.compile(
    r"photoshop|illustrator|ilovepdf|smallpdf|sejda|pdfescape|foxit.*editor|phantompdf|wps.*pdf"
    r"|pdf-?xchange editor|pdfelement|nitro|master pdf editor|inkscape|coreldraw|gimp|canva|pdfsam"
    r"|acrobat pro|pdf editor|福昕|万兴|迅捷|金山.*编辑",
    re.IGNORECASE,
)
_COVER = re.compile(
    rb"(?:1 1 1 rg|1 g|1\.0 g|1\.0 1\.0 1\.0 rg)\s+[\d.\s\-]+re\s+f\*?\s[^\0]{0,400}?\bBT\b"
)
"""White paint over an area, and text after it."""


def examine_pdf(content: bytes) -> list[Finding]:
    parts = [content, *_unpacked(content)]
    return [
        *_find_revisions(content),
        *_find_signature_faults(content, parts),
        *_find_dates(parts),
        *_find_makers(parts),
        *_find_overlays(content, parts),
        *_find_fonts(parts),
    ]


def _find_revisions(content: bytes) -> Iterator[Finding]:
    """Each saving that only adds to a file ends with a mark of its own."""
    ends = len(_END.findall(content))
    if b"/Linearized" in content[:1024]:
        ends -= 1
    if _BYTE_RANGE.search(content):
        return  # what may follow a signature is for `_find_signature_faults`
    if ends > 1:
        yield Finding("pdf.revisions", Weight.STRONG, str(ends))
    newest: dict[bytes, bytes] = {}
    for found in _OBJECT.finditer(content):
        newest[found[1]] = found[2]
    twice = len(_OBJECT.findall(content)) - len(newest)
    if twice:
        yield Finding("pdf.objects_replaced", Weight.STRONG, str(twice))


def _find_signature_faults(content: bytes, parts: list[bytes]) -> Iterator[Finding]:
    """Bytes that no signature covers. Whether a signature holds is asked elsewhere: `contracts`
    verifies it; what keeps one valid for longer (DSS, a time stamp) may follow it."""
    covered = [int(found[3]) + int(found[4]) for found in _BYTE_RANGE.finditer(content)]
    if covered and max(covered) < len(content.rstrip(b"\r\n\0 ")):
        if any(b"/DSS" in part or b"/DocTimeStamp" in part for part in parts):
            return
        yield Finding("pdf.changed_after_signature", Weight.STRONG, str(max(covered)))


def _find_dates(parts: list[bytes]) -> Iterator[Finding]:
    made: list[datetime] = []
    changed: list[datetime] = []
    for part in parts:
        for found in _DATE.finditer(part):
            instant = _instant(found)
            if instant is not None:
                (made if found[1] == b"CreationDate" else changed).append(instant)
    if made and changed and max(changed) - min(made) > LATER:
        yield Finding("pdf.changed_after_issue", Weight.STRONG, max(changed).date().isoformat())
    if made and changed and min(made) - max(changed) > LATER:
        yield Finding("pdf.dates_impossible", Weight.STRONG, max(changed).date().isoformat())


def _instant(found: re.Match[bytes]) -> datetime | None:
    """In the file's own zone, taken to UTC by hand: zones are often left out."""
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[1:7])
    try:
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  same file only
    except ValueError:
        return None
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    return local - offset if found[8] == b"+" else local + offset


def _find_makers(parts: list[bytes]) -> Iterator[Finding]:
    names = {
        _text(found[1])
        for part in parts
        for pattern in (_MAKER, _MAKER_XMP)
        for found in pattern.finditer(part)
    }
    for name in sorted(names):
        if _EDITORS.search(name):
            yield Finding("pdf.editing_tool", Weight.STRONG, name[:80])
            return


def _text(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "ignore")
    return raw.decode("utf-8", "ignore")


def _find_overlays(content: bytes, parts: list[bytes]) -> Iterator[Finding]:
    marks = {found[1].decode() for part in parts for found in _OVERLAY.finditer(part)}
    if marks:
        yield Finding("pdf.laid_over", Weight.STRONG, ", ".join(sorted(marks)))
    elif any(_COVER.search(part) for part in parts if part is not content):
        yield Finding("pdf.painted_over", Weight.WEAK)


def _find_fonts(parts: list[bytes]) -> Iterator[Finding]:
    """A tool that issues papers embeds the letters it uses; a font that is only named was added."""
    names = {found[1] for part in parts for found in _FONT_NAME.finditer(part)}
    embedded = {name for name in names if _SUBSET.match(name)}
    if embedded and names - embedded:
        added = sorted(names - embedded)[0].decode("latin-1")
        yield Finding("pdf.font_added", Weight.STRONG, added)


def _unpacked(content: bytes) -> Iterator[bytes]:
    budget = UNPACKED_BYTES
    for found in _STREAM.finditer(content):
        before = content[max(0, found.start() - 1024) : found.start()]
        if b"/FlateDecode" not in before[before.rfind(b" obj") + 1 :]:
            continue
        try:
            plain = zlib.decompressobj().decompress(content[found.end() :], min(budget, 4_000_000))
        except zlib.error:
            continue
        budget -= len(plain)
        yield plain
        if budget <= 0:
            return
