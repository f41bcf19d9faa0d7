"""`rongqu import statement`: the custody bank's camt.053 files, explained line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from rongqu.commands.database import database_at_hand
from rongqu.infra.jobs import Work
from rongqu.infra.settings import Settings
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import StatementId, new_id
from rongqu.modules.payments.public import Statement, StatementSource, import_statement_document
from rongqu.outside import build_work


def import_statements(settings: Settings, files: Sequence[Path]) -> bool:
    """Print what became of each file. Returns whether none was refused."""
    with database_at_hand(settings) as ready:
        return asyncio.run(_import(ready, files))


async def _import(settings: Settings, files: Sequence[Path]) -> bool:
    work = build_work(settings)
    console = Console(highlight=False, soft_wrap=True)
    try:
        return all([await _import_file(work, file, console) for file in files])
    finally:
        await work.engine.dispose()


async def _import_file(work: Work, file: Path, console: Console) -> bool:
    try:
        taken = await import_statement_document(
            work,
            await asyncio.to_thread(file.read_bytes),
            StatementSource.COMMAND,
            StatementId(new_id()),
        )
    except DomainError as refusal:
        details = ", ".join(f"{name} {value}" for name, value in refusal.params.items())
        console.print(f"{file.name}: refused, {refusal.code} ({details})")
        return False
    for statement in taken:
        console.print(f"{file.name}: {_words(statement)}")
    return True


def _words(statement: Statement) -> str:
    difference = statement.closing - statement.ledger
    return (
        f"{statement.number} until {statement.to_on}: {statement.lines:,} lines, "
        f"{statement.matched:,} matched, {statement.open_breaks:,} breaks; the bank has "
        f"{difference} more than the books."
    )
