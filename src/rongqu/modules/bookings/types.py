"""What bookings are about: files handed in for a lender, and their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId, UserId
from rongqu.kernel.money import Money

LoanFileId = NewType("LoanFileId", UUID)


class FileStatus(StrEnum):
    WAITING = "waiting"
    """For a second person."""
    TAKING = "taking"
    """Agreed to; its lines are being booked."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """The second person did not agree."""


class LineOutcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A line as it was read. `fault`: why it cannot be understood; then only `cells` count."""

    number: int
    key: str
    loan_number: str
    amount: Decimal
    paid_on: date | None
    cells: tuple[str, ...]
    fault: type[DomainError] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A bank's file of repayments. The caller makes the id; `sha256` is of the whole file."""

    id: LoanFileId
    institution_id: OrganisationId
    name: str
    sha256: str
    lines: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """What becomes of a line: a repayment of a loan, or a refusal with its stable code."""

    line: FileLine
    loan_id: LoanId | None = None
    amount: Money | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFile:
    id: LoanFileId
    institution_id: OrganisationId
    name: str
    sha256: str
    status: FileStatus
    handed_in_by: UserId
    handed_in_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFigures:
    """How far a file is. `amount` is of all lines that are not refused; `booked` of those done."""

    waiting: int
    done: int
    refused: int
    amount: Money
    booked: Money
    refused_by_reason: Mapping[str, int]

    @property
    def lines(self) -> int:
        return self.waiting + self.done + self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    file_id: LoanFileId
    number: int
    key: str
    loan_number: str
    loan_id: LoanId | None
    repayment_id: PaymentOrderId
    amount: Money | None
    paid_on: date | None
    outcome: LineOutcome | None
    reason: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """What the second person agrees to: this file, as it was read."""

    file_id: UUID
    sha256: str
