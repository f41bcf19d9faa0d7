"""Bodies of the API of bookings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.bookings.types import FileFigures, FileStatus, Line, LineOutcome, LoanFile
from rongqu.modules.compliance.public import AskedApprovalBody


class RefusedBody(BaseModel):
    reason: str
    lines: int


class LoanFileBody(BaseModel):
    """`amount` is of all lines that are not refused, `booked` of those that are in the books."""

    id: UUID
    institution_id: UUID
    institution_name: str
    name: str
    sha256: str
    status: FileStatus
    handed_in_at: datetime
    ended_at: datetime | None
    lines: int
    waiting: int
    done: int
    refused: int
    amount: MoneyBody
    booked: MoneyBody
    refused_by_reason: list[RefusedBody]

    @classmethod
    def of(cls, file: LoanFile, figures: FileFigures, institution_name: str) -> Self:
        return cls(
            id=file.id,
            institution_id=file.institution_id,
            institution_name=institution_name,
            name=file.name,
            sha256=file.sha256,
            status=file.status,
            handed_in_at=file.handed_in_at,
            ended_at=file.ended_at,
            lines=figures.lines,
            waiting=figures.waiting,
            done=figures.done,
            refused=figures.refused,
            amount=MoneyBody.of(figures.amount),
            booked=MoneyBody.of(figures.booked),
            refused_by_reason=[
                RefusedBody(reason=reason, lines=lines)
                for reason, lines in sorted(figures.refused_by_reason.items())
            ],
        )


class LoanFileDetailBody(BaseModel):
    file: LoanFileBody
    asked: AskedApprovalBody | None


class LoanFileLineBody(BaseModel):
    number: int
    key: str
    loan_number: str
    loan_id: UUID | None
    amount: MoneyBody | None
    paid_on: date | None
    outcome: LineOutcome | None
    reason: str | None
    cells: list[str]

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            number=line.number,
            key=line.key,
            loan_number=line.loan_number,
            loan_id=line.loan_id,
            amount=None if line.amount is None else MoneyBody.of(line.amount),
            paid_on=line.paid_on,
            outcome=line.outcome,
            reason=line.reason,
            cells=list(line.cells),
        )


class LoanFileLinesBody(BaseModel):
    """`next_after`: where the next page begins; null: there is none."""

    items: list[LoanFileLineBody]
    next_after: int | None
