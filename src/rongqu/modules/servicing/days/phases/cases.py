"""Collections at a day's end: promises are decided, cases opened, brought up to date and closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from rongqu.events.servicing import CaseClosed, CaseOpened, PromiseDecided
from rongqu.infra.policies import read_policy_on
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Closing, Outcome

# A promise is kept as soon as the repayments since it was made reach it, and broken when its day
# is over without. A repayment counts for the day on which it was ordered.
DECIDE = closing_statement("""
    WITH paid AS (
        SELECT promise.id, coalesce(sum(repayment.amount_minor), 0)::bigint AS minor
        FROM servicing.promise
        JOIN servicing.collection_case AS own ON own.id = promise.case_id
        LEFT JOIN servicing.repayment ON repayment.loan_id = own.loan_id
            AND repayment.status = 'applied'
            AND repayment.ordered_on BETWEEN promise.made_on AND promise.promised_for
        WHERE promise.state = 'open' GROUP BY promise.id
    ), decided AS (
        UPDATE servicing.promise SET
            state = CASE WHEN paid.minor >= promise.amount_minor THEN 'kept' ELSE 'broken' END,
            decided_on = :day, paid_minor = paid.minor
        FROM paid WHERE paid.id = promise.id
            AND (paid.minor >= promise.amount_minor OR promise.promised_for <= :day)
        RETURNING promise.*
    ), noted AS (
        UPDATE servicing.collection_case AS own SET promised_for = NULL, broken_promises =
            own.broken_promises + CASE WHEN decided.state = 'broken' THEN 1 ELSE 0 END
        FROM decided WHERE decided.case_id = own.id
    )
    SELECT decided.*, own.enterprise_id, own.institution_id, own.loan_id
    FROM decided JOIN servicing.collection_case AS own ON own.id = decided.case_id
    ORDER BY decided.id
""")

LATE = """
    SELECT loan.id AS loan_id, loan.enterprise_id, loan.institution_id, loan.borrower_name,
           loan.bucket, :as_of - loan.late_since AS days_past_due, loan.outstanding_minor,
           loan.currency, sum(line.principal_minor - line.principal_paid_minor
               + line.interest_minor - line.interest_cancelled_minor
               - line.interest_paid_minor)::bigint AS overdue_minor
    FROM servicing.loan JOIN servicing.instalment AS line
        ON line.loan_id = loan.id AND line.paid_on IS NULL AND line.due_on <= :late_until
    WHERE loan.status = 'active' AND loan.late_since IS NOT NULL
    GROUP BY loan.id
"""

OPEN = closing_statement(f"""
    INSERT INTO servicing.collection_case
        (id, loan_id, enterprise_id, institution_id, borrower_name, bucket, days_past_due,
         overdue_minor, outstanding_minor, currency, state, opened_on)
    SELECT uuidv7(), loan_id, enterprise_id, institution_id, borrower_name, bucket, days_past_due,
           overdue_minor, outstanding_minor, currency, 'open', :day
    FROM ({LATE}) AS late
    WHERE days_past_due >= :from_days AND NOT EXISTS (
        SELECT FROM servicing.collection_case AS own
        WHERE own.loan_id = late.loan_id AND own.state = 'open')
    RETURNING *
""")

REFRESH = closing_statement(f"""
    UPDATE servicing.collection_case AS own SET bucket = late.bucket,
        days_past_due = late.days_past_due, overdue_minor = late.overdue_minor,
        outstanding_minor = late.outstanding_minor
    FROM ({LATE}) AS late WHERE late.loan_id = own.loan_id AND own.state = 'open'
""")

CLOSE = closing_statement("""
    UPDATE servicing.collection_case AS own SET state = 'closed', closed_on = :day,
        overdue_minor = 0, days_past_due = 0, bucket = loan.bucket,
        outstanding_minor = loan.outstanding_minor, promised_for = NULL
    FROM servicing.loan WHERE loan.id = own.loan_id AND own.state = 'open'
        AND (loan.late_since IS NULL OR loan.status <> 'active')
        AND NOT EXISTS (SELECT FROM servicing.promise
                        WHERE promise.case_id = own.id AND promise.state = 'open')
    RETURNING own.*
""")


async def work_cases(tx: Tx, closing: Closing) -> Outcome:
    """Returns how many cases are worked on: opened, brought up to date or closed."""
    days = days_of(closing)
    from_days = int(await read_policy_on(tx, "servicing.case_from_days", closing.as_of))
    decided = (await tx.connection.execute(DECIDE, days)).all()
    refreshed = await tx.connection.execute(REFRESH, days)
    opened = (await tx.connection.execute(OPEN, days | {"from_days": from_days})).all()
    closed = (await tx.connection.execute(CLOSE, days)).all()
    await tx.publish_all(
        [_decided(row) for row in decided]
        + [_opened(row) for row in opened]
        + [_closed(row) for row in closed]
    )
    return Outcome(rows=refreshed.rowcount + len(opened))


def _decided(row: Row[Any]) -> PromiseDecided:
    return PromiseDecided(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.case_id,
        promise_id=row.id,
        kept=row.state == "kept",
        amount=Money(row.amount_minor, row.currency),
        paid=Money(row.paid_minor, row.currency),
    )


def _opened(row: Row[Any]) -> CaseOpened:
    return CaseOpened(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        bucket=row.bucket,
        overdue=Money(row.overdue_minor, row.currency),
    )


def _closed(row: Row[Any]) -> CaseClosed:
    return CaseClosed(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
    )
