"""A file from its bytes to the books, in steps that may each be the last one before a crash."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rongqu.infra.jobs import Work
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.bookings import queries
from rongqu.modules.bookings.actions.book_lines import book_lines
from rongqu.modules.bookings.actions.bring_loans import bring_loans
from rongqu.modules.bookings.actions.hand_in import hand_in
from rongqu.modules.bookings.errors import FileTooLarge
from rongqu.modules.bookings.loan_sheet import LoanLine, Unread, read_loans
from rongqu.modules.bookings.sheet import ReadFile, read_repayments
from rongqu.modules.bookings.types import FileFigures, Line, LineOutcome, LoanFileId, NewFile

AT_A_TIME = 1_000
"""Lines in one transaction: their loans are held for a fraction of a second."""
LOANS_AT_A_TIME = 2_000
"""Each comes with its whole plan."""
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
    return read_repayments(_content(path, most_bytes), most_lines)


def _content(path: Path, most_bytes: int) -> bytes:
    if path.stat().st_size > most_bytes:
        raise FileTooLarge(most=most_bytes)
    return path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLoan:
    number: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookResult:
    """What became of a running book."""

    brought: int
    known: int
    refused: tuple[RefusedLoan, ...]


async def import_loans(work: Work, path: Path, lender: OrganisationId) -> BookResult:
    """A lender's running book, from the command line. Importing it twice changes nothing; after a
    crash it goes on with what is not here yet."""
    async with work.open_tx() as tx:
        most_bytes, most_lines = await read_limits(tx)
    content = await asyncio.to_thread(_content, path, most_bytes)
    read = await asyncio.to_thread(read_loans, content, most_lines)
    cells_of = {line.number: cells for cells, line in read}
    faults = {line.number: line.fault for _, line in read if isinstance(line, Unread)}
    lines = [line for _, line in read if isinstance(line, LoanLine)]
    brought = known = 0
    for start in range(0, len(lines), LOANS_AT_A_TIME):
        async with work.open_tx() as tx:
            done = await bring_loans(tx, lender, lines[start : start + LOANS_AT_A_TIME])
        brought, known = brought + done.brought, known + done.known
        faults |= done.refused
    refused = [
        RefusedLoan(number=number, reason=fault.code, cells=cells_of[number])
        for number, fault in sorted(faults.items())
    ]
    return BookResult(brought=brought, known=known, refused=tuple(refused))


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
