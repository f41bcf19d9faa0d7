"""Bodies of the API of statements and breaks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.ids import StatementId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import AskedApprovalBody
from rongqu.modules.payments.types import (
    Break,
    BreakFilter,
    BreakReason,
    BreakStatus,
    OpenBreaks,
    Statement,
    StatementLineRecord,
    StatementSource,
)

NameOf = dict[UserId, PersonName]


class BankStatementBody(BaseModel):
    """`difference`: what the bank has more than our books had when it was imported."""

    id: UUID
    number: str
    account_no: str
    from_on: date
    to_on: date
    opening: MoneyBody
    closing: MoneyBody
    ledger: MoneyBody
    difference: MoneyBody
    lines: int
    matched: int
    open_breaks: int
    source: StatementSource
    imported_at: datetime

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(
            id=statement.id,
            number=statement.number,
            account_no=statement.account_no,
            from_on=statement.from_on,
            to_on=statement.to_on,
            opening=MoneyBody.of(statement.opening),
            closing=MoneyBody.of(statement.closing),
            ledger=MoneyBody.of(statement.ledger),
            difference=MoneyBody.of(statement.closing - statement.ledger),
            lines=statement.lines,
            matched=statement.matched,
            open_breaks=statement.open_breaks,
            source=statement.source,
            imported_at=statement.imported_at,
        )


class BankStatementsBody(BaseModel):
    items: list[BankStatementBody]


class BankLineBody(BaseModel):
    number: int
    amount: MoneyBody
    booked_on: date
    value_on: date
    bank_reference: str | None
    end_to_end: str | None
    sub_account: str | None
    kind: str | None
    text: str | None
    order_id: UUID | None
    break_id: UUID | None

    @classmethod
    def of(cls, record: StatementLineRecord) -> Self:
        line = record.line
        return cls(
            number=line.number,
            amount=MoneyBody.of(line.amount),
            booked_on=line.booked_on,
            value_on=line.value_on,
            bank_reference=line.bank_reference,
            end_to_end=line.end_to_end,
            sub_account=line.sub_account,
            kind=line.kind,
            text=line.text,
            order_id=record.order_id,
            break_id=record.break_id,
        )


class BankLinesBody(BaseModel):
    """`next_after`: the number to ask on from; null at the end."""

    items: list[BankLineBody]
    next_after: int | None


class BreakBody(BaseModel):
    """`effect`: what the bank has more than the books because of it; `age_days` since it came."""

    id: UUID
    statement_id: UUID
    statement_number: str
    reason: BreakReason
    order_id: UUID | None
    effect: MoneyBody
    status: BreakStatus
    opened_on: date
    age_days: int
    assigned_to: UUID | None
    assignee_name: PersonNameField | None
    closed_at: datetime | None
    closed_by_name: PersonNameField | None
    remark: str | None

    @classmethod
    def of(cls, item: Break, today: date, names: NameOf) -> Self:
        return cls(
            id=item.id,
            statement_id=item.statement_id,
            statement_number=item.statement_number,
            reason=item.reason,
            order_id=item.order_id,
            effect=MoneyBody.of(item.effect),
            status=item.status,
            opened_on=item.opened_on,
            age_days=(today - item.opened_on).days,
            assigned_to=item.assigned_to,
            assignee_name=names.get(item.assigned_to) if item.assigned_to else None,
            closed_at=item.closed_at,
            closed_by_name=names.get(item.closed_by) if item.closed_by else None,
            remark=item.remark,
        )


class BreakDetailBody(BaseModel):
    item: BreakBody
    lines: list[BankLineBody]
    write_off: AskedApprovalBody | None


class OpenBreaksBody(BaseModel):
    count: int
    amount: MoneyBody
    unassigned: int
    today: int
    days_1_to_3: int
    days_over_3: int
    last_statement_on: date | None

    @classmethod
    def of(cls, figures: OpenBreaks) -> Self:
        return cls(
            count=figures.count,
            amount=MoneyBody.of(figures.amount),
            unassigned=figures.unassigned,
            today=figures.today,
            days_1_to_3=figures.days_1_to_3,
            days_over_3=figures.days_over_3,
            last_statement_on=figures.last_statement_on,
        )


class BreakFilterQuery(BaseModel):
    status: BreakStatus | None = None
    reason: BreakReason | None = None
    statement_id: UUID | None = None
    is_mine: bool | None = None

    def to_filter(self) -> BreakFilter:
        return BreakFilter(
            status=self.status,
            reason=self.reason,
            statement_id=None if self.statement_id is None else StatementId(self.statement_id),
            is_mine=self.is_mine,
        )


class AssignmentBody(BaseModel):
    """True: I take it over. False: back to the queue."""

    is_mine: bool


class WriteOffAskedBody(BaseModel):
    """`remark`: what was found out, and why nothing more will be."""

    remark: str = Field(min_length=5, max_length=500)
