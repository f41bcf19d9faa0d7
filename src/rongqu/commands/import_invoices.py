"""`rongqu import invoices`: files of the tax system, with progress and what was refused."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from rongqu.commands.database import database_at_hand
from rongqu.infra.jobs import Work
from rongqu.infra.settings import Settings
from rongqu.modules.parties.public import (
    Import,
    ImportOptions,
    ImportProgress,
    ImportStatus,
    RefusedLine,
    harmless_cell,
    import_invoice_files,
    list_refused_lines,
)
from rongqu.outside import build_work

PAGE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What was asked for on the command line."""

    files: Sequence[Path]
    options: ImportOptions
    refused_file: Path | None


def import_invoices(settings: Settings, request: ImportRequest) -> bool:
    """Print what became of each file. Returns whether none was refused as a whole."""
    with database_at_hand(settings) as ready:
        return asyncio.run(_import(ready, request))


def read_names(path: Path | None) -> Mapping[str, str]:
    """Code -> name from the first two columns of a CSV file with a header."""
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        return {row[0]: row[1] for row in rows if len(row) > 1}


async def _import(settings: Settings, request: ImportRequest) -> bool:
    work = build_work(settings)
    console = Console(highlight=False, soft_wrap=True)
    try:
        with _progress(console) as progress:
            imports = await import_invoice_files(
                work, request.files, request.options, _Bars(progress)
            )
        for each in imports:
            _tell(console, each)
        if request.refused_file is not None:
            written = await _write_refused(work, imports, request.refused_file)
            console.print(f"{written:,} refused lines are in {request.refused_file}.")
    finally:
        await work.engine.dispose()
    return all(each.status is not ImportStatus.REFUSED for each in imports)


def _progress(console: Console) -> Progress:
    """Bars on a terminal only."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=not console.is_terminal)


class _Bars:
    """One bar for each file, made when its first lines are in."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def __call__(self, now: ImportProgress) -> None:
        if now.file_name not in self._bars:
            self._bars[now.file_name] = self._progress.add_task(now.file_name)
        bar = self._bars[now.file_name]
        self._progress.update(bar, completed=now.counts.lines, total=now.total_lines)


def _tell(console: Console, ended: Import) -> None:
    if ended.status is ImportStatus.REFUSED:
        details = ", ".join(f"{name} {value}" for name, value in ended.refusal_params.items())
        console.print(f"[red]✗[/] {ended.file_name}: refused, {ended.refusal_code} ({details})")
        return
    counts = ended.counts
    parts = {
        "taken in": counts.accepted,
        "changed": counts.updated,
        "known already": counts.already_there,
        "twice in the file": counts.repeated,
        "refused": counts.refused,
    }
    told = ", ".join(f"{number:,} {words}" for words, number in parts.items() if number)
    console.print(f"[green]✓[/] {ended.file_name}: {counts.lines:,} lines: {told or 'none'}")
    for reason, number in ended.refused_by_reason.items():
        console.print(f"    {number:,} {reason}")


async def _write_refused(work: Work, imports: Sequence[Import], path: Path) -> int:
    """Every refused line with its reason, as a CSV file for a spreadsheet."""
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for each in imports:
            writer.writerow(["file", "line", "reason", *each.header])
            async for refused in _refused_lines(work, each):
                cells = map(harmless_cell, refused.cells)
                writer.writerow([each.file_name, refused.line, refused.reason, *cells])
                written += 1
    return written


async def _refused_lines(work: Work, each: Import) -> AsyncGenerator[RefusedLine]:
    after = 0
    while True:
        async with work.open_tx() as tx:
            page = await list_refused_lines(tx, each.id, PAGE, after)
        for refused in page:
            yield refused
        if len(page) < PAGE:
            return
        after = page[-1].line
