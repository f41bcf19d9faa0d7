"""Interest earned by the end of the day.

Within a period an instalment's interest is earned evenly by calendar days, in whole cents rounded
down; on its due day it is earned to the last cent. So what a loan earns adds up to its plan
exactly, whatever the plan's day count. Interest that was paid is earned; interest that early
repayment cancelled is not. What a period earned before its rate or balance changed was earned by
then, and is carried.
"""

from __future__ import annotations

from sqlalchemy import text

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.partitions import SCHEMA, build_partition
from rongqu.modules.servicing.days.statements import days_of
from rongqu.modules.servicing.days.types import Closing, Outcome, Stock
from rongqu.modules.servicing.days.valuations import value
from rongqu.modules.servicing.queries import CURRENCY

EARNED_AMONG = """
    SELECT loan_id, sum(interest_paid_minor)::bigint AS paid, sum(
        CASE WHEN paid_on IS NOT NULL OR due_on <= :as_of
             THEN interest_minor - interest_cancelled_minor
             ELSE greatest(interest_paid_minor, carried_minor +
                  (interest_minor - interest_cancelled_minor - carried_minor)
                  * greatest(:as_of - starts_on, 0) / (due_on - starts_on)) END)::bigint AS earned
    FROM servicing.instalment WHERE (starts_on < :as_of OR carried_minor > 0) {among}
    GROUP BY loan_id
"""
EARNED = EARNED_AMONG.format(among="")

# Closed loans have one last row, on the day they were closed: it takes back or adds what the
# last payment changed. A loan that was written off has earned what was paid, and nothing is
# receivable of the rest.
ACCRUALS = f"""
    SELECT :day AS business_date, loan.id AS loan_id, loan.institution_id, loan.currency,
           now.earned AS earned_minor, now.paid AS paid_minor,
           now.earned - coalesce(former.earned_minor, 0) AS interest_minor
    FROM servicing.loan
    JOIN ({EARNED}) AS plan ON plan.loan_id = loan.id
    CROSS JOIN LATERAL (
        SELECT plan.paid, CASE WHEN loan.status = 'written_off' THEN plan.paid ELSE plan.earned END
            AS earned
    ) AS now
    LEFT JOIN servicing.accrual AS former
        ON former.loan_id = loan.id AND former.business_date = :before
    WHERE loan.status = 'active'
       OR (former.earned_minor, former.paid_minor) <> (now.earned, now.paid)
"""  # nosec B608 # our own names

# A closed loan that is under way again, because its last payment was taken back, has no row of
# the day before; what it accrued until it was closed is in an older partition.
REOPENED = """
    UPDATE {partition} AS fresh SET interest_minor = fresh.earned_minor - latest.earned_minor
    FROM servicing.loan CROSS JOIN LATERAL (
        SELECT earned_minor FROM servicing.accrual AS older
        WHERE older.loan_id = loan.id AND older.business_date < :before
        ORDER BY older.business_date DESC LIMIT 1
    ) AS latest
    WHERE loan.id = fresh.loan_id AND loan.opened_on < :before AND fresh.interest_minor <> 0
      AND fresh.interest_minor = fresh.earned_minor
      AND NOT EXISTS (SELECT FROM servicing.accrual AS former
                      WHERE former.loan_id = loan.id AND former.business_date = :before)
"""

STOCKS = """
    SELECT institution_id, currency, earned_minor - paid_minor AS stock
    FROM {partition}
"""


async def accrue_interest(tx: Tx, closing: Closing) -> Outcome:
    partition = f"{SCHEMA}.accrual_{closing.day:%Y%m%d}"
    mend = None if closing.before is None else REOPENED
    rows = await build_partition(tx, tables.accrual, ACCRUALS, days_of(closing), mend=mend)
    await value(tx, closing, Stock.INTEREST, STOCKS.format(partition=partition))
    added = text(f"SELECT coalesce(sum(interest_minor), 0) FROM {partition} WHERE currency = :cur")  # nosec B608 # our own names
    total = (await tx.connection.execute(added, {"cur": CURRENCY})).scalar_one()
    return Outcome(rows=rows, amount=Money(int(total), CURRENCY))
