"""What becomes of each line of a bank's file, before anything is booked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.bookings.errors import (
    AmountUnreadable,
    DayUnreadable,
    FileKnown,
    KeyKnown,
    KeyTwice,
    LoanAmbiguous,
    LoanUnknown,
)
from rongqu.modules.bookings.types import FileLine, JudgedLine, LoanFile, NewFile

Known = Mapping[str, Sequence[tuple[LoanId, str]]]
"""Number -> the loans of it, each with its currency."""


def check_same_file(known: LoanFile, wished: NewFile) -> None:
    if (known.id, known.sha256) != (wished.id, wished.sha256):
        raise FileKnown(file_id=known.id)


def judge_lines(
    lines: Sequence[FileLine], loans: Known, taken: Collection[str], today: date
) -> list[JudgedLine]:
    """`taken`: keys that other files have brought."""
    seen = set[str]()
    judged = list[JudgedLine]()
    for line in lines:
        found = _judge(line, loans, today)
        if found.reason is None and line.key in seen:
            found = _refused(line, KeyTwice)
        elif found.reason is None and line.key in taken:
            found = _refused(line, KeyKnown)
        if found.reason is None:
            seen.add(line.key)
        judged.append(found)
    return judged


def _judge(line: FileLine, loans: Known, today: date) -> JudgedLine:
    if line.fault is not None:
        return _refused(line, line.fault)
    known = loans.get(line.loan_number, ())
    if len(known) != 1:
        return _refused(line, LoanAmbiguous if known else LoanUnknown)
    if line.paid_on is None or line.paid_on > today:
        return _refused(line, DayUnreadable)
    [(loan_id, currency)] = known
    try:
        amount = Money.parse(f"{line.amount.normalize():f}", currency)
    except ValueError:
        return _refused(line, AmountUnreadable)
    return JudgedLine(line=line, loan_id=loan_id, amount=amount)


def _refused(line: FileLine, why: type[DomainError]) -> JudgedLine:
    return JudgedLine(line=line, reason=why.code)
