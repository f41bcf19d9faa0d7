"""A file from its bytes to the books, in steps that may each be the last one before a crash."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rongqu.infra.jobs import Work
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.bookings import queries
from rongqu.modules.bookings.actions.book_lines import book_lines
from rongqu.modules.bookings.actions.hand_in import hand_in
from rongqu.modules.bookings.errors import FileTooLarge
from rongqu.modules.bookings.sheet import ReadFile, read_repayments
from rongqu.modules.bookings.types import FileFigures, Line, LineOutcome, LoanFileId, NewFile

AT_A_TIME = 1_000
"""Lines in one transaction: their loans are held for a fraction of a second."""
MEGABYTE = 1_000_000
PAGE = 5_000


async def read_limits(tx: Tx) -> tuple[int, int]:
    """Bytes and lines of a file."""
    megabytes = int(await read_policy(tx, "bookings.file_megabytes"))
    return megabytes * MEGABYTE, int(await read_policy(tx, "bookings.most_lines"))


async def import_repayments(work: Work, path: Path, lender: OrganisationId) -> LoanFileId:
    """From the command line, where the operator answers for the file. Importing it twice changes
    nothing; after a crash it goes on."""
    async with work.open_tx() as tx:
        most_bytes, most_lines = await read_limits(tx)
    read = await asyncio.to_thread(_read, path, most_bytes, most_lines)
    new = NewFile(
        id=LoanFileId(new_id()),
        institution_id=lender,
        name=path.name,
        sha256=read.sha256,
        lines=read.lines,
    )
    async with work.open_tx() as tx:
        known = await queries.find_same_file(tx, lender, new.id, new.sha256)
        file = known or await hand_in(tx, new, "")
    await book_file(work, file.id)
    return file.id


def _read(path: Path, most_bytes: int, most_lines: int) -> ReadFile:
    if path.stat().st_size > most_bytes:
        raise FileTooLarge(most=most_bytes)
    return read_repayments(path.read_bytes(), most_lines)


async def book_file(work: Work, file_id: LoanFileId) -> None:
    is_done = False
    while not is_done:
        async with work.open_tx() as tx:
            is_done = await book_lines(tx, file_id, AT_A_TIME)


async def read_result(work: Work, file_id: LoanFileId) -> tuple[FileFigures, list[Line]]:
    """How many lines became what, and all that were refused."""
    refused = list[Line]()
    async with work.open_tx() as tx:
        file = await queries.get_file(tx, file_id)
        figures = (await queries.read_figures(tx, [file]))[file_id]
        while len(refused) < figures.refused:
            after = refused[-1].number if refused else 0
            refused += await queries.list_lines(tx, file, after, PAGE, LineOutcome.REFUSED)
    return figures, refused
