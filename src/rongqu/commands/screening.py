"""`rongqu screening`: lists of names, and one name against them."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
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

screening = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


@dataclass(frozen=True, slots=True)
class ListFiles:
    entries: Path
    aliases: Path | None
    source: str


@screening.command("load")
def load_command(
    file: Annotated[Path, typer.Argument(help="CSV of entries, UTF-8.", exists=True)],
    aliases: Annotated[
        Path | None, typer.Option(help="CSV of other names for them.", exists=True)
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Whose list it is. Default: the name of the file.")
    ] = None,
) -> None:
    """Load a list of sanctioned people and companies; everybody is screened against it.

    A newer list of the same source takes the place of the one before. Columns: `entity_no` or
    `data_id`, `name`, `type` or `kind`, `program` or `list_type`; of aliases `alias`.

    Example: `rongqu screening load ofac_sdn.csv --aliases ofac_sdn_aliases.csv`
    """
    files = ListFiles(file, aliases, source or file.stem)
    with database_at_hand(Settings.from_environment()) as ready:
        loaded = asyncio.run(_load(ready, files))
    typer.echo(f"{loaded.source}: {loaded.entries:,} entries with {loaded.names:,} names.")


@screening.command("check")
def check_command(
    name: Annotated[str, typer.Argument(help="As written, in any script.")],
    kind: Annotated[Kind, typer.Option(help="Whose name it is.")] = Kind.COMPANY,
) -> None:
    """Look a name up in the lists, with the reasons of each score.

    Examples: `rongqu screening check "华为技术有限公司"` ·
    `rongqu screening check "Wang Hsiao-ming" --kind person`
    """
    with database_at_hand(Settings.from_environment()) as ready:
        matches = asyncio.run(_check(ready, name, kind))
    if not matches:
        typer.echo("Nothing on the lists is like it.")
        return
    table = Table("score", "list", "entry", "name", "program", "word by word")
    for match in matches:
        words = ", ".join(
            f"{each.left or '—'}~{each.right or '—'} {each.likeness:.2f}"
            for each in match.comparison.words
        )
        score = f"{match.comparison.score:.3f}"
        listed = match.listed
        table.add_row(score, match.source, listed.entry, listed.name, listed.program, words)
    Console().print(table)


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
