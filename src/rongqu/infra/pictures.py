"""Pictures as others see them: without where and with what they were taken.

JPEG (ITU-T T.81, Exif 2.32): application segments and comments go, but for the colour profile
(APP2), what decoders need (APP0, APP14) and the orientation, without which the picture lies on its
side. PNG (third edition): textual, time and Exif chunks go. Pixels are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator

_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT, _SCAN = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE, 0xDA
_KEPT = frozenset({_APP0, _APP2, _APP14})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_EXIF = b"Exif\x00\x00"
_ORIENTATION, _SHORT = 0x0112, 3
_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def without_metadata(content: bytes) -> bytes:
    """The same picture; what is neither JPEG nor PNG, or is cut off, comes back as it is."""
    if content.startswith(b"\xff\xd8"):
        return b"".join(_clean_jpeg(content))
    if content.startswith(_PNG):
        return b"".join(_clean_png(content))
    return content


def _clean_jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _STANDALONE or marker == 0xFF:
            size = 1 if marker == 0xFF else 2
            yield content[at : at + size]
            at += size
            continue
        if marker == _SCAN:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        segment = content[at:end]
        at = end
        if marker == _APP1:
            yield from _orientation_of(segment[4:])
        elif marker in _KEPT or not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            yield segment
    yield content[at:]


def _orientation_of(body: bytes) -> Iterator[bytes]:
    """A segment that says nothing else; none where the picture stands upright."""
    tiff = body.removeprefix(_EXIF)
    if tiff == body or tiff[:2] not in (b"II", b"MM"):
        return
    order = "little" if tiff[:2] == b"II" else "big"
    at = int.from_bytes(tiff[4:8], order)
    entries = int.from_bytes(tiff[at : at + 2], order)
    for place in range(at + 2, min(at + 2 + 12 * entries, len(tiff) - 11), 12):
        if int.from_bytes(tiff[place : place + 2], order) == _ORIENTATION:
            turned = int.from_bytes(tiff[place + 8 : place + 10], order)
            if 2 <= turned <= 8:
                yield _exif_with(turned)
            return


def _exif_with(turned: int) -> bytes:
    entry = (
        _ORIENTATION.to_bytes(2)
        + _SHORT.to_bytes(2)
        + (1).to_bytes(4)
        + turned.to_bytes(2)
        + b"\0\0"
    )
    body = _EXIF + b"MM\x00\x2a" + (8).to_bytes(4) + (1).to_bytes(2) + entry + (0).to_bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _clean_png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] not in _TELLING:
            yield content[at:end]
        at = end
    yield content[at:]
