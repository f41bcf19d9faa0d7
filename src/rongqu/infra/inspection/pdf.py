"""PDF (ISO 32000-2): whole, readable without a password, and with nothing in it that acts.

Every byte is searched for the names that make a file act, and so is every object stream once
unpacked. Following the file's own table of contents would find less: a file that lies about where
its objects are is exactly the one that is looked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from rongqu.kernel.errors import FileActive, FileDamaged, FileEncrypted

UNPACKED_BYTES = 64 * 1024 * 1024
"""At most this much is unpacked of one file: more is a decompression bomb."""
DICTIONARY_BYTES = 4096
"""How far before its data the dictionary of a stream is looked for; real ones are far shorter."""

_STREAM = re.compile(rb">>\s{0,8}stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_ACTIVE = re.compile(
    rb"/(JavaScript|Rendition|Launch|RichMedia|XFA|EmbeddedFile|SubmitForm|ImportData)\b"
)
"""Actions and attachments that run or fetch something (12.6.4, 7.11.4). Every script has one of
the first two: `/JS` alone does nothing."""


def check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise FileDamaged
    for part in (content, *_object_streams(content)):
        plain = _ESCAPED.sub(_unescape, part)  # /J#61vaScript is /JavaScript (7.3.5)
        if _ENCRYPTED.search(plain):
            raise FileEncrypted
        if _ACTIVE.search(plain):
            raise FileActive


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Objects may be packed together in streams (7.5.7): unpack those, and only those."""
    budget = UNPACKED_BYTES
    for found in _STREAM.finditer(content):
        before = content[max(0, found.start() - DICTIONARY_BYTES) : found.start()]
        dictionary = _ESCAPED.sub(_unescape, before[before.rfind(b" obj") + 1 :])
        if b"/First" in dictionary or b"/ObjStm" in dictionary:
            ends = content.find(b"endstream", found.end())
            unpacked = _unpack(content[found.end() : ends], dictionary, budget)
            budget -= len(unpacked)
            yield unpacked


def _unpack(packed: bytes, dictionary: bytes, budget: int) -> bytes:
    if b"/Filter" not in dictionary:
        return b""  # not packed: already searched with the rest
    if b"/FlateDecode" not in dictionary or b"/Predictor" in dictionary:
        raise FileDamaged  # no writer packs objects otherwise, except to hide them
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, budget + 1)
    except zlib.error as error:
        raise FileDamaged from error
    if len(unpacked) > budget or not unpacker.eof:
        raise FileDamaged
    return unpacked


def _unescape(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)])
