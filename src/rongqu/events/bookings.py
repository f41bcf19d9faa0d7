"""What bookings tell the world. The subject is the file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFileHandedIn(Event):
    """A bank's file of repayments. `refused`: lines that are wrong in themselves."""

    name = "bookings.loan_file_handed_in.v1"
    institution_id: UUID
    lines: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoansBrought(Event):
    """Of a lender, the subject: loans that run already. `known`: were here before."""

    name = "bookings.loans_brought.v1"
    brought: int
    known: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFileAgreed(Event):
    """By a second person: its lines are booked now."""

    name = "bookings.loan_file_agreed.v1"
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFileWithdrawn(Event):
    """The second person did not agree; its payments may come in another file."""

    name = "bookings.loan_file_withdrawn.v1"
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFileDone(Event):
    """Every line is booked or refused."""

    name = "bookings.loan_file_done.v1"
    institution_id: UUID
    booked: int
    refused: int
    amount: Money
