"""A part that was copied over another is found by its grain; letters that repeat are not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from rongqu.modules.fraud.documents.apart import look, open_picture
from rongqu.modules.fraud.documents.copies import Plane, find_copy
from rongqu.modules.fraud.examining import examine_whole


def a_scan(grain: float = 5.0) -> Plane:
    """Grey ground with the same word printed in many places, and the noise of a sensor."""
    page = np.full((360, 420), 215, dtype=np.float32)
    for top in range(30, 330, 40):
        for left in range(20, 380, 60):
            page[top : top + 14, left : left + 4] = 40
            page[top + 5 : top + 9, left : left + 26] = 40
    noise = np.random.default_rng(4).normal(0, grain, page.shape) if grain else 0
    return (page + noise).clip(0, 255).astype(np.float32)


def copied(page: Plane) -> Plane:
    """An amount of 40 x 90 points from one line into another."""
    forged = page.copy()
    forged[220:260, 250:340] = page[60:100, 50:140]
    return forged


def saved(page: Plane, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(page.astype(np.uint8)).save(file, "JPEG", quality=quality)
    return file.getvalue()


@pytest.mark.parametrize("quality", [95, 80])
def test_what_was_copied_is_found_where_it_is(quality: int) -> None:
    page = a_scan()

    [found] = look(saved(copied(page), quality))

    assert (found.code, found.weight) == ("picture.part_copied", "strong")
    places = sorted(tuple(map(int, place.split(","))) for place in found.where.split(" = "))
    for (x, y), (near_x, near_y) in zip(places, [(95, 80), (295, 240)], strict=True):
        assert abs(x - near_x) < 40
        assert abs(y - near_y) < 25
    assert look(saved(page, quality)) == ()


@pytest.mark.parametrize(
    "page",
    [a_scan(0), copied(a_scan(0)), np.tile(a_scan()[:90, :105], (4, 4)), a_scan()[:100]],
    ids=["drawn", "drawn and copied", "woven", "small"],
)
def test_what_has_no_grain_or_a_pattern_says_nothing(page: Plane) -> None:
    assert find_copy(page) is None


def test_of_a_large_picture_the_middle_is_looked_at() -> None:
    grey, left, top = open_picture(saved(np.zeros((2100, 3000), dtype=np.float32), 50))
    assert (grey.shape, left, top) == ((2048, 2048), 476, 26)


async def test_a_picture_that_cannot_be_unpacked_says_nothing() -> None:
    broken = b"\xff\xd8\xff\xe0" + bytes(200)
    found = await examine_whole(saved(copied(a_scan()), 90))

    assert (await examine_whole(broken)).findings == ()
    assert [each.code for each in found.findings] == ["picture.part_copied"]
