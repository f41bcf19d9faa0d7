"""`rongqu import loans`: a lender brings the loans that it runs already."""

from __future__ import annotations

import asyncio
import csv
import gc
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from rongqu.commands.database import database_at_hand
from rongqu.infra.settings import Settings
from rongqu.kernel.errors import DomainError
from rongqu.kernel.uscc import Uscc
from rongqu.modules.bookings.public import BookResult, RefusedLoan, import_loans
from rongqu.modules.parties.public import find_company, harmless_cell
from rongqu.outside import build_work


def import_running_book(
    settings: Settings, file: Path, lender: Uscc, refused_file: Path | None
) -> bool:
    """Print what became of its lines. Returns whether the file was not refused as a whole."""
    console = Console(highlight=False, soft_wrap=True)
    with database_at_hand(settings) as ready:
        try:
            result = asyncio.run(_import(ready, file, lender))
        except DomainError as refusal:
            details = ", ".join(f"{name} {value}" for name, value in refusal.params.items())
            console.print(f"[red]✗[/] {file.name}: refused, {refusal.code} ({details})")
            return False
    if result is None:
        console.print(f"[red]✗[/] {file.name}: no lender has the number {lender}")
        return False
    _tell(console, file.name, result)
    if refused_file is not None:
        _write_refused(refused_file, result.refused)
        console.print(f"{len(result.refused):,} refused lines are in {refused_file}.")
    return True


async def _import(settings: Settings, file: Path, lender: Uscc) -> BookResult | None:
    gc.freeze()  # what the start has made stays: the collector need not walk it for every batch
    work = build_work(settings)
    try:
        async with work.open_tx() as tx:
            company = await find_company(tx, lender)
        return None if company is None else await import_loans(work, file, company.id)
    finally:
        await work.engine.dispose()


def _tell(console: Console, name: str, result: BookResult) -> None:
    console.print(
        f"[green]✓[/] {name}: {result.brought:,} loans brought, {result.known:,} known already,"
        f" {len(result.refused):,} lines refused"
    )
    for reason, lines in Counter(line.reason for line in result.refused).most_common():
        console.print(f"    {lines:,} {reason}")


def _write_refused(path: Path, refused: Sequence[RefusedLoan]) -> None:
    """Every refused line with its reason, as a CSV file for a spreadsheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["line", "reason"])
        for line in refused:
            writer.writerow([line.number, line.reason, *map(harmless_cell, line.cells)])
