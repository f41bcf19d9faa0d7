"""Book some of the waiting lines of a file; the last ones end it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ARRAY, Integer, Text, Uuid, bindparam, text, update

from rongqu.events.bookings import LoanFileDone
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import LoanId, PaymentOrderId
from rongqu.modules.bookings import queries
from rongqu.modules.bookings import tables as t
from rongqu.modules.bookings.types import FileStatus, Line, LoanFile, LoanFileId
from rongqu.modules.servicing.public import Receipt, receive_all

KEEP = text("""
    UPDATE bookings.line SET reason = given.reason,
        outcome = CASE WHEN given.reason IS NULL THEN 'done' ELSE 'refused' END
    FROM unnest(:numbers, :reasons) AS given (number, reason)
    WHERE line.file_id = :file_id AND line.number = given.number
""").bindparams(
    bindparam("numbers", type_=ARRAY(Integer())),
    bindparam("reasons", type_=ARRAY(Text())),
    bindparam("file_id", type_=Uuid()),
)


async def book_lines(tx: Tx, file_id: LoanFileId, most: int) -> bool:
    """Internal: the job calls it. True when nothing is left to book.

    Safe to repeat and to kill: whoever holds the file works alone on it; a line and its repayment
    are committed together, and what is not committed is still waiting.
    """
    file = await queries.lock_file(tx, file_id)
    if file.status is not FileStatus.TAKING:
        return True
    waiting = await queries.list_waiting(tx, file, most)
    refused = dict[PaymentOrderId, DomainError]()
    for lines in _rounds(waiting):
        receipts = [receipt for line in lines if (receipt := _receipt(line)) is not None]
        refused |= await receive_all(tx, receipts, file.handed_in_by)
    if waiting:
        await _keep(tx, file, waiting, refused)
    if len(waiting) == most:
        return False

    await _end(tx, file)
    return True


def _rounds(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A loan is paid once in each; its later payments come in the next, in the file's order."""
    left = list(lines)
    while left:
        now, later, seen = list[Line](), list[Line](), set[LoanId | None]()
        for line in left:
            (later if line.loan_id in seen else now).append(line)
            seen.add(line.loan_id)
        yield now
        left = later


def _receipt(line: Line) -> Receipt | None:
    """Every waiting line is whole: a check of the table."""
    if line.loan_id is None or line.amount is None or line.paid_on is None:
        return None
    return Receipt(
        id=line.repayment_id, loan_id=line.loan_id, amount=line.amount, paid_on=line.paid_on
    )


async def _keep(
    tx: Tx, file: LoanFile, lines: Sequence[Line], refused: Mapping[PaymentOrderId, DomainError]
) -> None:
    reasons = [refused.get(line.repayment_id) for line in lines]
    await tx.connection.execute(
        KEEP,
        {
            "file_id": file.id,
            "numbers": [line.number for line in lines],
            "reasons": [reason and reason.code for reason in reasons],
        },
    )


async def _end(tx: Tx, file: LoanFile) -> None:
    await tx.connection.execute(
        update(t.file).where(t.file.c.id == file.id).values(status=FileStatus.DONE, ended_at=tx.now)
    )
    figures = (await queries.read_figures(tx, [file]))[file.id]
    await tx.publish(
        LoanFileDone(
            subject_id=file.id,
            parties=(file.institution_id,),
            institution_id=file.institution_id,
            booked=figures.done,
            refused=figures.refused,
            amount=figures.booked,
        )
    )
