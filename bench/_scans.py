"""Scans of papers, honest and forged: typeset here, given light, grain and compression by seed."""

from __future__ import annotations

import io
import random

import numpy as np
import typst
from PIL import Image

from rongqu.modules.fraud.documents.copies import Plane

FIRST_SAVED = (90, 93, 95)
"""Qualities of JPEG as scanners and telephones save."""


def scan(dice: random.Random) -> Plane:
    lines = "\n\n".join(
        f"No. {dice.randrange(10**6)}: {dice.randrange(1, 10**6)}.{dice.randrange(100):02d} CNY"
        for _ in range(dice.randrange(4, 9))
    )
    source = f"#set page(width: 150mm, height: 120mm)\n= Statement of account\n{lines}"
    drawn = typst.compile(source.encode(), format="png", ppi=130)
    assert isinstance(drawn, bytes)
    page = np.asarray(Image.open(io.BytesIO(drawn)).convert("L"), dtype=np.float32)
    height, width = page.shape
    light = 1 - 0.15 * np.linspace(0, 1, width)[None, :] * dice.random()
    light = light - 0.1 * np.linspace(0, 1, height)[:, None] * dice.random()
    grain = np.random.default_rng(dice.randrange(2**31)).normal(0, dice.uniform(3, 8), page.shape)
    grain = 0.7 * grain + 0.3 * np.roll(grain, 1, 0)  # a lens smears a little
    lit = 30 + page * 0.85 * light + grain
    return opened(saved(lit.astype(np.float32), dice.choice(FIRST_SAVED)))


def copy_part(page: Plane, dice: random.Random) -> Plane:
    """A few digits' area of one place into another, without overlap."""
    height, width = dice.randrange(28, 60), dice.randrange(70, 200)
    rows, columns = page.shape[0] - height - 20, page.shape[1] - width - 20
    y, x = dice.randrange(20, rows), dice.randrange(20, columns)
    places = [(dice.randrange(20, rows), dice.randrange(20, columns)) for _ in range(100)]
    to_y, to_x = next(
        (row, column) for row, column in places if abs(row - y) > height or abs(column - x) > width
    )
    forged = page.copy()
    forged[to_y : to_y + height, to_x : to_x + width] = page[y : y + height, x : x + width]
    return forged


def saved(page: Plane, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(page.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=quality)
    return file.getvalue()


def opened(content: bytes) -> Plane:
    return np.asarray(Image.open(io.BytesIO(content)).convert("L"), dtype=np.float32)
