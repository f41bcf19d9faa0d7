"""`rongqu screening`: lists of names, and one name against them.

What a command needs is imported when it is asked for.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from rongqu.infra.settings import Settings

screening = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


class Whose(StrEnum):
    COMPANY = "company"
    PERSON = "person"


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
    from rongqu.commands.screening_lists import ListFiles, load_files

    files = ListFiles(file, aliases, source or file.stem)
    loaded = load_files(Settings.from_environment(), files)
    typer.echo(f"{loaded.source}: {loaded.entries:,} entries with {loaded.names:,} names.")


@screening.command("check")
def check_command(
    name: Annotated[str, typer.Argument(help="As written, in any script.")],
    kind: Annotated[Whose, typer.Option(help="Whose name it is.")] = Whose.COMPANY,
) -> None:
    """Look a name up in the lists, with the reasons of each score.

    Examples: `rongqu screening check "华为技术有限公司"` ·
    `rongqu screening check "Wang Hsiao-ming" --kind person`
    """
    from rongqu.commands.screening_lists import look_up

    found = look_up(Settings.from_environment(), name, kind)
    if found is None:
        typer.echo("Nothing on the lists is like it.")
    else:
        Console().print(found)
