"""Pictures: whole ones, of a size that a browser can show."""

from __future__ import annotations

from rongqu.kernel.errors import FileDamaged

PIXELS = 200_000_000
"""More is no photo of a paper but a decompression bomb: 200 megapixels are 800 MB in memory."""

_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Start of frame (ITU-T T.81, table B.1): the segment that tells height and width."""
_SCAN = 0xDA


def check_png(content: bytes) -> None:
    """Signature, header chunk first, end chunk last (ISO/IEC 15948, 5.6)."""
    if content[12:16] != b"IHDR" or b"IEND" not in content[-64:]:
        raise FileDamaged
    _check_pixels(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def check_jpeg(content: bytes) -> None:
    """Segments up to the first scan, with one frame among them, and an end-of-image marker."""
    if b"\xff\xd9" not in content[-1024:]:
        raise FileDamaged
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker in _FRAME_MARKERS:
            height = int.from_bytes(content[position + 5 : position + 7])
            width = int.from_bytes(content[position + 7 : position + 9])
            return _check_pixels(width, height)
        if marker == _SCAN:
            break
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    raise FileDamaged


def _check_pixels(width: int, height: int) -> None:
    if not 0 < width * height <= PIXELS:
        raise FileDamaged
