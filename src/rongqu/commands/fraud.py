"""`rongqu fraud`: what documents say about their own making."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from rongqu.kernel.errors import DomainError

fraud = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
FOUND = 3


@fraud.callback()
def about() -> None:
    """Examine papers on this machine; nothing is sent or kept."""


@fraud.command("check")
def check_command(
    files: Annotated[
        list[Path], typer.Argument(help="PDFs and pictures.", exists=True, dir_okay=False)
    ],
) -> None:
    """Look for signs of forgery: revisions, editing tools, text laid over, changes after signing,
    parts of a picture that were copied.

    Example: `rongqu fraud check 流水.pdf licence.jpg`
    """
    from rongqu.modules.fraud.public import examine_whole

    is_clean = True
    for file in files:
        try:
            findings = asyncio.run(examine_whole(file.read_bytes())).findings
        except DomainError as refusal:
            typer.echo(f"{file.name}: refused, {refusal.code}")
            is_clean = False
            continue
        for each in findings:
            typer.echo(f"{file.name}: {each.weight} {each.code} {each.where}".rstrip())
            is_clean = False
        if not findings:
            typer.echo(f"{file.name}: nothing found")
    if not is_clean:
        raise typer.Exit(FOUND)
