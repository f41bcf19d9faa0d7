"""Roll rates and vintages of the whole book, from the standings of two days."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Closing, Outcome
from rongqu.modules.servicing.queries import CURRENCY

# Since the end of the month before; in the first month since the first day there is.
ROLL = closing_statement("""
    INSERT INTO servicing.roll
        (business_date, from_bucket, to_bucket, since, loans, outstanding_minor)
    SELECT :day, former.bucket, coalesce(latest.bucket, 'closed'), former.business_date,
           count(*), sum(former.outstanding_minor)
    FROM servicing.standing AS former
    LEFT JOIN servicing.standing AS latest
        ON latest.loan_id = former.loan_id AND latest.business_date = :day
    WHERE former.currency = :cur AND former.business_date = (
        SELECT coalesce(max(day) FILTER (WHERE day < date_trunc('month', :day)), min(day))
        FROM servicing.business_day WHERE day < :day)
    GROUP BY former.bucket, coalesce(latest.bucket, 'closed'), former.business_date
""")

VINTAGES = closing_statement("""
    INSERT INTO servicing.vintage
        (business_date, opened_month, loans, principal_minor, late_minor, bad_minor)
    SELECT :day, date_trunc('month', loan.opened_on), count(*), sum(loan.principal_minor),
           coalesce(sum(latest.outstanding_minor) FILTER (WHERE latest.days_past_due > 30), 0),
           coalesce(sum(latest.outstanding_minor) FILTER (WHERE latest.days_past_due > 90), 0)
    FROM servicing.loan LEFT JOIN servicing.standing AS latest
        ON latest.loan_id = loan.id AND latest.business_date = :day
    WHERE loan.currency = :cur AND loan.opened_on <= :day
    GROUP BY date_trunc('month', loan.opened_on)
""")


async def sum_up_portfolio(tx: Tx, closing: Closing) -> Outcome:
    given = days_of(closing) | {"cur": CURRENCY}
    rolled = await tx.connection.execute(ROLL, given)
    vintages = await tx.connection.execute(VINTAGES, given)
    return Outcome(rows=rolled.rowcount + vintages.rowcount)
