from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.infra.pictures import without_metadata

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
CAMERA = b"Pocket Camera 9\0"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str) -> bytes:
    """TIFF with the camera's name, a place, and how it was held."""
    mark = b"II" if order == "<" else b"MM"
    ends = 8 + 2 + 3 * 12 + 4
    entries = struct.pack(f"{order}HHII", MAKER, 2, len(CAMERA), ends)
    entries += struct.pack(f"{order}HHIHH", ORIENTATION, 3, 1, orientation, 0)
    entries += struct.pack(f"{order}HHII", GPS, 4, 1, ends + len(CAMERA))
    head = mark + struct.pack(f"{order}HI", 42, 8) + struct.pack(f"{order}H", 3)
    return b"Exif\0\0" + head + entries + struct.pack(f"{order}I", 0) + CAMERA + b"N 30.15"


TABLE, PROFILE = segment(0xDB, bytes(65)), segment(0xE2, b"ICC_PROFILE\0")
SCAN = segment(0xDA, bytes(10)) + b"\x12\x34\xff\x00\x56" + b"\xff\xd9"


def photo(orientation: int, order: str) -> bytes:
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, exif(orientation, order)) + PROFILE
        + segment(0xED, b"Photoshop 3.0") + segment(0xFE, b"taken at home") + TABLE + SCAN
    )  # fmt: skip


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_a_photo_is_served_without_place_and_camera_and_stays_upright(
    orientation: int, order: str
) -> None:
    served = without_metadata(photo(orientation, order))

    for telling in (CAMERA[:-1], b"N 30.15", b"taken at home", b"Photoshop"):
        assert telling not in served
    turned = struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0)
    assert (turned in served) is (orientation > 1)
    assert served.startswith(b"\xff\xd8" + segment(0xE0, b"JFIF\0"))
    assert served.endswith(PROFILE + TABLE + SCAN)
    assert without_metadata(served) == served


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + b"crc4"


def test_a_drawing_is_served_without_its_texts() -> None:
    start, pixels = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)), chunk(b"IDAT", b"pixels")
    told = chunk(b"tEXt", b"Author\0Zhang San") + chunk(b"eXIf", b"II*") + chunk(b"tIME", b"now")

    assert without_metadata(start + told + pixels) == start + pixels


@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b""]))
def test_whatever_comes_is_read_to_its_end(rest: bytes, start: bytes) -> None:
    content = start + rest
    served = without_metadata(content)
    assert len(served) <= len(content) + 36 * content.count(b"Exif")
