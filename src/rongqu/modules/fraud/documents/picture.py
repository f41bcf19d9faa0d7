"""What a picture's segments say about how it was saved: JPEG (ITU-T T.81) and PNG."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongqu.modules.fraud.types import Finding, Weight

_EDITORS = re.compile(
    rb"Adobe Photoshop|GIMP|Paint\.NET|PicsArt|Snapseed|Meitu|\xe7\xbe\x8e\xe5\x9b\xbe|Canva"
    rb"|Affinity Photo|pixlr|CorelDRAW|Lightroom",
    re.IGNORECASE,
)

_DQT, _APP1, _APP13, _SCAN = 0xDB, 0xE1, 0xED, 0xDA


def examine_picture(content: bytes) -> list[Finding]:
    findings = list(_find_editors(content))
    if content.startswith(b"\xff\xd8"):
        findings += _find_saved_again(content)
    return findings


def _find_editors(content: bytes) -> Iterator[Finding]:
    found = _EDITORS.search(content[:262_144])
    if found:
        yield Finding("picture.editing_tool", Weight.STRONG, found[0].decode("utf-8", "ignore"))


def _find_saved_again(content: bytes) -> Iterator[Finding]:
    """A camera's own thumbnail keeps the tables of the first saving; those of the picture differ in
    kind when a program saved it again."""
    segments = list(_segments(content))
    if any(marker == _APP13 for marker, _ in segments):
        yield Finding("picture.photoshop_block", Weight.STRONG)
    exif = next((body for marker, body in segments if marker == _APP1 and b"Exif" in body[:6]), b"")
    inner = exif.find(b"\xff\xd8\xff")
    if inner < 0:
        return
    own = sum(body for marker, body in _table_sums(segments) if marker)
    thumb = sum(body for marker, body in _table_sums(list(_segments(exif[inner:]))) if marker)
    if own and thumb and own > 3 * thumb:
        yield Finding("picture.saved_again", Weight.WEAK)


def _table_sums(segments: list[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    for marker, body in segments:
        if marker == _DQT:
            yield marker, sum(body[1:65])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        yield marker, content[at + 4 : at + 2 + length]
        if marker == _SCAN:
            return
        at += 2 + length
