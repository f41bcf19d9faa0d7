"""Addresses of tiles, as C2SP `tlog-tiles` spells them: `1/x001/234.p/17`, `entries/000`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rongqu.modules.evidence.tree.tiles import TILE_HASHES

PATH = re.compile(
    r"(?P<level>entries|0|[1-9]|[1-5]\d|6[0-3])/"
    r"(?P<number>(?:x\d{3}/){0,5}\d{3})"
    r"(?:\.p/(?P<width>[1-9]\d{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class TileAddress:
    """`level` is None for the entries themselves; `width` counts what of the tile is wanted."""

    level: int | None
    number: int
    width: int


def parse_path(path: str) -> TileAddress | None:
    found = PATH.fullmatch(path)
    if found is None:
        return None
    groups = found["number"].replace("x", "").split("/")
    width = int(found["width"] or TILE_HASHES)
    number = int("".join(groups))
    is_shortest = len(groups) == 1 or groups[0] != "000"
    if not is_shortest or width > TILE_HASHES or (found["width"] and width == TILE_HASHES):
        return None
    level = None if found["level"] == "entries" else int(found["level"])
    return TileAddress(level, number, width)
