"""Every SELECT of bookings. A lender sees the files of its own loans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, CollectionAggregate, Row, Select, Text, any_, func, literal, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.bookings import tables as t
from rongqu.modules.bookings.errors import FileNotFound
from rongqu.modules.bookings.rules import Known
from rongqu.modules.bookings.types import (
    FileFigures,
    FileStatus,
    Line,
    LineOutcome,
    LoanFile,
    LoanFileId,
)
from rongqu.modules.servicing.public import loans_by_number

FILE, LINE = t.file.c, t.line.c
CURRENCY = "CNY"


async def get_file(tx: Tx, file_id: LoanFileId) -> LoanFile:
    return await _one_file(tx, file_id, select(t.file))


async def lock_file(tx: Tx, file_id: LoanFileId) -> LoanFile:
    """Before any of its lines, always."""
    return await _one_file(tx, file_id, select(t.file).with_for_update())


async def lock_lender(tx: Tx, lender: OrganisationId) -> None:
    """Files of one lender are taken in one after the other, so that no key slips in twice."""
    await tx.connection.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(f"bookings {lender}", 0)))
    )


async def find_same_file(
    tx: Tx, lender: OrganisationId, file_id: LoanFileId, sha256: str
) -> LoanFile | None:
    same = (FILE.institution_id == lender) & (FILE.sha256 == sha256)
    wanted = select(t.file).where(
        (FILE.id == file_id) | (same & (FILE.status != FileStatus.WITHDRAWN))
    )
    row = (await tx.connection.execute(wanted.limit(1))).one_or_none()
    return None if row is None else to_file(row)


async def list_files(tx: Tx, page: Page) -> Slice[LoanFile]:
    """Row-level security leaves out those of others."""
    return await read_page(tx, select(t.file), FILE.id, page, to_file)


async def list_taking(tx: Tx) -> tuple[LoanFileId, ...]:
    wanted = select(FILE.id).where(FILE.status == FileStatus.TAKING).order_by(FILE.id)
    return tuple(LoanFileId(each) for each in (await tx.connection.execute(wanted)).scalars())


async def read_figures(tx: Tx, files: Sequence[LoanFile]) -> dict[LoanFileId, FileFigures]:
    counted = (
        select(
            LINE.file_id,
            LINE.outcome,
            LINE.reason,
            func.count().label("lines"),
            func.coalesce(func.sum(LINE.amount_minor), 0).label("minor"),
        )
        .where(LINE.file_id.in_([file.id for file in files]))
        .group_by(LINE.file_id, LINE.outcome, LINE.reason)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = (await tx.connection.execute(counted)).all()
    return {file.id: _figures([row for row in rows if row.file_id == file.id]) for file in files}


async def list_lines(
    tx: Tx, file: LoanFile, after: int, limit: int, outcome: LineOutcome | None = None
) -> tuple[Line, ...]:
    wanted = select(t.line).where(LINE.file_id == file.id, LINE.number > after)
    if outcome is not None:
        wanted = wanted.where(LINE.outcome == outcome)
    found = await tx.connection.execute(wanted.order_by(LINE.number).limit(limit))
    return tuple(to_line(row) for row in found)


async def list_waiting(tx: Tx, file: LoanFile, most: int) -> tuple[Line, ...]:
    wanted = (
        select(t.line)
        .where(LINE.file_id == file.id, LINE.outcome.is_(None))
        .order_by(LINE.number)
        .limit(most)
    )
    return tuple(to_line(row) for row in await tx.connection.execute(wanted))


async def find_loans(tx: Tx, lender: OrganisationId, numbers: Sequence[str]) -> Known:
    loans = loans_by_number().subquery()
    wanted = select(loans).where(
        loans.c.institution_id == lender,
        loans.c.number == _any_of(numbers),
    )
    found = defaultdict[str, list[tuple[LoanId, str]]](list)
    for row in await tx.connection.execute(wanted):
        found[row.number].append((LoanId(row.loan_id), row.currency))
    return found


async def find_taken(tx: Tx, lender: OrganisationId, keys: Sequence[str]) -> set[str]:
    wanted = select(LINE.key).where(
        LINE.institution_id == lender,
        LINE.key == _any_of(keys),
        LINE.outcome.is_distinct_from(LineOutcome.REFUSED),
    )
    return set((await tx.connection.execute(wanted)).scalars())


async def _one_file(tx: Tx, file_id: LoanFileId, statement: Select[Any]) -> LoanFile:
    row = (await tx.connection.execute(statement.where(FILE.id == file_id))).one_or_none()
    if row is None:
        raise FileNotFound(file_id=file_id)
    return to_file(row)


def _any_of(texts: Sequence[str]) -> CollectionAggregate[bool]:
    """One parameter, however many there are."""
    return any_(literal(list(texts), ARRAY(Text)))


def _figures(rows: Sequence[Row[*tuple[Any, ...]]]) -> FileFigures:
    def lines(outcome: LineOutcome | None) -> int:
        return sum(row.lines for row in rows if row.outcome == outcome)

    def minor(*outcomes: LineOutcome | None) -> int:
        return sum(int(row.minor) for row in rows if row.outcome in outcomes)

    return FileFigures(
        waiting=lines(None),
        done=lines(LineOutcome.DONE),
        refused=lines(LineOutcome.REFUSED),
        amount=Money(minor(None, LineOutcome.DONE), CURRENCY),
        booked=Money(minor(LineOutcome.DONE), CURRENCY),
        refused_by_reason={row.reason: row.lines for row in rows if row.reason is not None},
    )


def to_file(row: Row[Any]) -> LoanFile:
    return LoanFile(
        id=LoanFileId(row.id),
        institution_id=OrganisationId(row.institution_id),
        name=row.name,
        sha256=row.sha256,
        status=FileStatus(row.status),
        handed_in_by=UserId(row.handed_in_by),
        handed_in_at=row.handed_in_at,
        ended_at=row.ended_at,
    )


def to_line(row: Row[Any]) -> Line:
    return Line(
        file_id=LoanFileId(row.file_id),
        number=row.number,
        key=row.key,
        loan_number=row.loan_number,
        loan_id=None if row.loan_id is None else LoanId(row.loan_id),
        repayment_id=PaymentOrderId(row.repayment_id),
        amount=None if row.currency is None else Money(row.amount_minor, row.currency),
        paid_on=row.paid_on,
        outcome=None if row.outcome is None else LineOutcome(row.outcome),
        reason=row.reason,
        cells=tuple(row.cells),
    )
