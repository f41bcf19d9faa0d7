"""Penalty interest 罚息 on late principal, by the day.

What an instalment has accrued until its last payment is on the instalment; what came since is
principal × daily rate × days. So a day's end writes no instalment: it only says what the penalty
is by now, and how much of it is new.
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

EXACT = """
    SELECT line.loan_id, line.number, loan.institution_id, line.currency,
           line.principal_minor - line.principal_paid_minor AS principal,
           :as_of - line.due_on AS days, line.penalty_paid_minor AS paid,
           line.penalty_exact + (line.principal_minor - line.principal_paid_minor)
               * loan.penalty_daily_rate
               * (:as_of - coalesce(line.penalty_through, line.due_on)) AS exact
    FROM servicing.instalment AS line JOIN servicing.loan ON loan.id = line.loan_id
    WHERE line.paid_on IS NULL AND line.due_on <= :late_until AND loan.status = 'active'
"""

# Rounded half to even, as `Money` does it.
ACCRUED = f"""
    SELECT *, (CASE WHEN exact - trunc(exact) = 0.5 AND trunc(exact) % 2 = 0
               THEN trunc(exact) ELSE round(exact) END)::bigint AS accrued
    FROM ({EXACT}) AS line
"""  # nosec B608 # our own names

# A line that was paid since yesterday has no row, so what was added and taken back meanwhile is in
# the stock's difference, not in a line of its own.
PENALTIES = f"""
    SELECT :day AS business_date, late.loan_id, late.number, late.institution_id, late.currency,
           late.principal AS principal_minor, late.days, late.exact AS accrued_exact,
           late.accrued AS accrued_minor, late.paid AS paid_minor,
           late.accrued - coalesce(former.accrued_minor, 0) AS penalty_minor
    FROM ({ACCRUED}) AS late
    LEFT JOIN servicing.penalty AS former
        ON former.loan_id = late.loan_id AND former.number = late.number
       AND former.business_date = :before
"""  # nosec B608 # our own names

STOCKS = """
    SELECT institution_id, currency, sum(accrued_minor - paid_minor) AS stock
    FROM {partition} GROUP BY loan_id, institution_id, currency
"""


async def accrue_penalties(tx: Tx, closing: Closing) -> Outcome:
    partition = f"{SCHEMA}.penalty_{closing.day:%Y%m%d}"
    rows = await build_partition(tx, tables.penalty, PENALTIES, days_of(closing))
    await value(tx, closing, Stock.PENALTY, STOCKS.format(partition=partition))
    added = text(f"SELECT coalesce(sum(penalty_minor), 0) FROM {partition} WHERE currency = :cur")  # nosec B608 # our own names
    total = (await tx.connection.execute(added, {"cur": CURRENCY})).scalar_one()
    return Outcome(rows=rows, amount=Money(int(total), CURRENCY))
