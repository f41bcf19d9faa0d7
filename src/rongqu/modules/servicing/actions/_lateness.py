"""How late loans are: found, and kept on the loan, in sets; rows that do not change stay alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Subquery,
    Text,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    true,
    update,
)

from rongqu.events.servicing import LoanCured, LoanOverdue
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.servicing import queries, rules, tables
from rongqu.modules.servicing.types import Bucket, Loan

LINE, LOAN = tables.instalment.c, tables.loan.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Worsened:
    loan: Loan
    overdue: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Those in a worse bucket than before, and those that are late no more."""

    worsened: list[Worsened]
    cured: list[Loan]


async def refresh_lateness(
    tx: Tx, late_until: date, as_of: date, only: LoanId | None = None
) -> Moved:
    among = true() if only is None else LOAN.id == only
    worsened = await _mark_late(tx, late_until, as_of, among)
    return Moved(worsened=worsened, cured=await _mark_cured(tx, late_until, among))


def overdue_event(worsened: Worsened, as_of: date) -> LoanOverdue:
    loan = worsened.loan
    return LoanOverdue(
        **loan.about,
        days_past_due=loan.lateness.days_on(as_of),
        bucket=loan.lateness.bucket,
        overdue=worsened.overdue,
        outstanding=loan.outstanding,
    )


def cured_event(loan: Loan) -> LoanCured:
    return LoanCured(
        **loan.about,
        outstanding=loan.outstanding,
    )


def is_late(late_until: date) -> ColumnElement[bool]:
    return LINE.paid_on.is_(None) & (LINE.due_on <= late_until)


async def _mark_late(
    tx: Tx, late_until: date, as_of: date, among: ColumnElement[bool]
) -> list[Worsened]:
    late = _late_loans(late_until)
    bucket = _bucket_column(literal(as_of, Date()) - late.c.since)
    former: ColumnElement[str] = literal_column("old.bucket", Text)
    marked = await tx.connection.execute(
        update(tables.loan)
        .where(LOAN.id == late.c.loan_id, among)
        .where(LOAN.late_since.is_distinct_from(late.c.since) | (LOAN.bucket != bucket))
        .values(late_since=late.c.since, bucket=bucket)
        .returning(
            *tables.loan.c,
            late.c.overdue_minor,
            former.label("bucket_before"),
        )
    )
    return [
        Worsened(loan=queries.to_loan(row), overdue=Money(int(row.overdue_minor), row.currency))
        for row in marked
        if _is_worse(row)
    ]


async def _mark_cured(tx: Tx, late_until: date, among: ColumnElement[bool]) -> list[Loan]:
    still_late = exists().where(LINE.loan_id == LOAN.id, is_late(late_until))
    cured = await tx.connection.execute(
        update(tables.loan)
        .where(LOAN.late_since.is_not(None), ~still_late, among)
        .values(late_since=None, bucket=Bucket.CURRENT)
        .returning(*tables.loan.c)
    )
    return [queries.to_loan(row) for row in cured]


def _late_loans(late_until: date) -> Subquery:
    left = (
        LINE.principal_minor
        - LINE.principal_paid_minor
        + LINE.interest_minor
        - LINE.interest_cancelled_minor
        - LINE.interest_paid_minor
    )
    return (
        select(
            LINE.loan_id,
            func.min(LINE.due_on).label("since"),
            func.sum(left).label("overdue_minor"),
        )
        .where(is_late(late_until))
        .group_by(LINE.loan_id)
        .subquery("late")
    )


def _bucket_column(days_past_due: ColumnElement[Any]) -> ColumnElement[str]:
    bounds = [
        (days_past_due <= last_day, literal(bucket.value))
        for bucket, last_day in rules.UPPER_BOUNDS
    ]
    return case(*bounds, else_=literal(Bucket.D90_PLUS.value))


def _is_worse(row: Row[Any]) -> bool:
    return rules.is_worse(Bucket(row.bucket), than=Bucket(row.bucket_before))
