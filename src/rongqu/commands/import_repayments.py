"""`rongqu import repayments`: banks' files of what borrowers have paid, booked in bulk."""

from __future__ import annotations

import asyncio
import csv
import gc
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from rongqu.commands.database import database_at_hand
from rongqu.infra.jobs import Work
from rongqu.infra.settings import Settings
from rongqu.kernel.errors import DomainError
from rongqu.kernel.uscc import Uscc
from rongqu.modules.bookings.public import FileFigures, Line, import_repayments, read_result
from rongqu.modules.parties.public import find_company, harmless_cell
from rongqu.outside import build_work


def import_repayment_files(
    settings: Settings, files: Sequence[Path], lender: Uscc, refused_file: Path | None
) -> bool:
    """Print what became of each file. Returns whether none was refused as a whole."""
    with database_at_hand(settings) as ready:
        return asyncio.run(_import(ready, files, lender, refused_file))


async def _import(
    settings: Settings, files: Sequence[Path], lender: Uscc, refused_file: Path | None
) -> bool:
    work = build_work(settings)
    gc.freeze()  # what the start has made stays: the collector need not walk it for every batch
    console = Console(highlight=False, soft_wrap=True)
    refused = list[tuple[str, Line]]()
    try:
        done = [await _import_file(work, file, lender, console, refused) for file in files]
    finally:
        await work.engine.dispose()
    if refused_file is not None:
        await asyncio.to_thread(_write_refused, refused_file, refused)
        console.print(f"{len(refused):,} refused lines are in {refused_file}.")
    return all(done)


async def _import_file(
    work: Work, file: Path, lender: Uscc, console: Console, refused: list[tuple[str, Line]]
) -> bool:
    try:
        async with work.open_tx() as tx:
            company = await find_company(tx, lender)
        if company is None:
            console.print(f"[red]✗[/] {file.name}: no lender has the number {lender}")
            return False
        file_id = await import_repayments(work, file, company.id)
    except DomainError as refusal:
        details = ", ".join(f"{name} {value}" for name, value in refusal.params.items())
        console.print(f"[red]✗[/] {file.name}: refused, {refusal.code} ({details})")
        return False
    figures, lines = await read_result(work, file_id)
    refused.extend((file.name, line) for line in lines)
    _tell(console, file.name, figures)
    return True


def _tell(console: Console, name: str, figures: FileFigures) -> None:
    console.print(
        f"[green]✓[/] {name}: {figures.lines:,} lines: {figures.done:,} booked"
        f" ({figures.booked}), {figures.refused:,} refused"
    )
    for reason, lines in figures.refused_by_reason.items():
        console.print(f"    {lines:,} {reason}")


def _write_refused(path: Path, refused: Sequence[tuple[str, Line]]) -> None:
    """Every refused line with its reason, as a CSV file for a spreadsheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["file", "line", "reason"])
        for name, line in refused:
            cells = map(harmless_cell, line.cells)
            writer.writerow([name, line.number, line.reason, *cells])
