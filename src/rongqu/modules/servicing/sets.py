"""Sets of loans for the rooms above: each is a SELECT that they join in a statement of theirs, so
that a day with a hundred thousand late loans is a handful of statements there too.

They see every loan: handlers ask for them, not people.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from rongqu.modules.servicing import tables
from rongqu.modules.servicing.days.tables import roll, vintage
from rongqu.modules.servicing.types import Bucket, FactKind, LoanStatus, RepaymentStatus

LOAN, LINE, FACT = tables.loan.c, tables.instalment.c, tables.fact.c


def late_loans(late_until: date) -> Select[*tuple[Any, ...]]:
    """Loans under way of which something is late: what fell due on or before `late_until`.
    `overdue_minor` is the principal and interest of that."""
    unpaid = (
        LINE.principal_minor
        - LINE.principal_paid_minor
        + LINE.interest_minor
        - LINE.interest_cancelled_minor
        - LINE.interest_paid_minor
    )
    return (
        select(
            LOAN.id.label("loan_id"),
            LOAN.enterprise_id,
            LOAN.institution_id,
            LOAN.borrower_name,
            LOAN.bucket,
            LOAN.late_since,
            LOAN.outstanding_minor,
            LOAN.currency,
            func.sum(unpaid).label("overdue_minor"),
        )
        .join(tables.instalment, LINE.loan_id == LOAN.id)
        .where(LOAN.status == LoanStatus.ACTIVE, LOAN.late_since.is_not(None))
        .where(LINE.paid_on.is_(None), LINE.due_on <= late_until)
        .group_by(LOAN.id)
    )


def loans_by_number() -> Select[*tuple[Any, ...]]:
    """Every loan by what its lender and the bank call it."""
    return select(LOAN.id.label("loan_id"), LOAN.institution_id, LOAN.number, LOAN.currency)


def lines_due(day: date) -> Select[*tuple[Any, ...]]:
    """Of loans under way: what has fallen due by then and is not paid."""
    return (
        select(LINE.loan_id)
        .join(tables.loan, LOAN.id == LINE.loan_id)
        .where(LOAN.status == LoanStatus.ACTIVE, LINE.paid_on.is_(None), LINE.due_on <= day)
    )


def money_in() -> Select[*tuple[Any, ...]]:
    """What came in for loans, from whomever, and the day for which it counts; what was taken back
    is left out."""
    amount = FACT.principal_minor + FACT.interest_minor + FACT.penalty_minor + FACT.fee_minor
    kinds = [kind for kind in FactKind if kind.brings_money]
    return select(FACT.loan_id, FACT.counts_on, FACT.currency, amount.label("amount_minor")).where(
        FACT.kind.in_(kinds), FACT.cancelled_at.is_(None)
    )


def money_on_its_way() -> Select[*tuple[Any, ...]]:
    """Repayments that the bank has not answered on, and the day for which they will count."""
    columns = tables.repayment.c
    return select(
        columns.loan_id, columns.ordered_on.label("counts_on"), columns.amount_minor
    ).where(columns.status == RepaymentStatus.ORDERED)


def loans_under_way() -> Select[*tuple[Any, ...]]:
    """Those in the books, and whether they are bad debt: more than ninety days late."""
    return select(
        LOAN.id.label("loan_id"),
        LOAN.application_id,
        LOAN.enterprise_id,
        LOAN.borrower_name,
        LOAN.institution_id,
        LOAN.product_kind,
        LOAN.region_code,
        LOAN.opened_on,
        LOAN.bucket,
        LOAN.outstanding_minor,
        LOAN.currency,
        (LOAN.bucket == Bucket.D90_PLUS).label("is_bad"),
    ).where(LOAN.status == LoanStatus.ACTIVE)


def loans_with_outcome(watched_since: date) -> Select[*tuple[Any, ...]]:
    """Loans that have shown how they go. Bad: written off, or more than ninety days late. Good:
    paid back, or opened before `watched_since` and not late at all. Others say nothing yet."""
    is_bad = or_(LOAN.status == LoanStatus.WRITTEN_OFF, LOAN.bucket == Bucket.D90_PLUS)
    is_watched = and_(LOAN.opened_on < watched_since, LOAN.late_since.is_(None))
    return select(
        LOAN.enterprise_id.label("subject_id"), LOAN.opened_on, is_bad.label("is_bad")
    ).where(or_(is_bad, LOAN.status == LoanStatus.CLOSED, is_watched))


def latest_rolls() -> Select[*tuple[Any, ...]]:
    """From bucket to bucket since the month before, as the last day's end has left it."""
    latest = select(func.max(vintage.c.business_date)).scalar_subquery()
    rolled = select(roll).where(roll.c.business_date == latest)
    return rolled.order_by(roll.c.from_bucket, roll.c.to_bucket)


def vintages_by_month() -> Select[*tuple[Any, ...]]:
    """Loans by month of payout, as they stood at the last day's end of each month."""
    month = func.date_trunc("month", vintage.c.business_date)
    ends = select(func.max(vintage.c.business_date)).group_by(month).scalar_subquery()
    points = select(vintage).where(vintage.c.business_date.in_(ends))
    return points.order_by(vintage.c.opened_month, vintage.c.business_date)
