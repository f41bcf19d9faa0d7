"""`rongqu screening`: what its commands do, once it is known what is asked."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from rongqu.commands.database import database_at_hand
from rongqu.infra.settings import Settings
from rongqu.kernel.ids import ListVersionId, new_id
from rongqu.modules.compliance.public import (
    Kind,
    ListVersion,
    Match,
    NewList,
    check_name,
    load_list,
    read_list,
)
from rongqu.outside import build_work


@dataclass(frozen=True, slots=True)
class ListFiles:
    entries: Path
    aliases: Path | None
    source: str


def load_files(settings: Settings, files: ListFiles) -> ListVersion:
    with database_at_hand(settings) as ready:
        return asyncio.run(_load(ready, files))


def look_up(settings: Settings, name: str, kind: str) -> Table | None:
    """Nothing if nothing on the lists is like it."""
    with database_at_hand(settings) as ready:
        matches = asyncio.run(_check(ready, name, Kind(kind)))
    return _table_of(matches) if matches else None


def _table_of(matches: list[Match]) -> Table:
    table = Table("score", "list", "entry", "name", "program", "word by word")
    for match in matches:
        words = ", ".join(
            f"{each.left or '—'}~{each.right or '—'} {each.likeness:.2f}"
            for each in match.comparison.words
        )
        score = f"{match.comparison.score:.3f}"
        listed = match.listed
        table.add_row(score, match.source, listed.entry, listed.name, listed.program, words)
    return table


async def _load(settings: Settings, files: ListFiles) -> ListVersion:
    entries = files.entries.read_bytes()
    aliases = files.aliases.read_bytes() if files.aliases else None
    new = NewList(
        id=ListVersionId(new_id()),
        source=files.source,
        sha256=hashlib.sha256(entries + (aliases or b"")).hexdigest(),
        names=read_list(entries, aliases),
    )
    work = build_work(settings)
    try:
        async with work.open_tx() as tx:
            return await load_list(tx, new)
    finally:
        await work.engine.dispose()


async def _check(settings: Settings, name: str, kind: Kind) -> list[Match]:
    work = build_work(settings)
    try:
        async with work.open_tx() as tx:
            return await check_name(tx, name, kind)
    finally:
        await work.engine.dispose()
