"""What falls due on the morning after is demanded; what was missed before, as well."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Closing, Outcome
from rongqu.modules.servicing.queries import CURRENCY

DEMAND = closing_statement("""
    WITH demanded AS (
        INSERT INTO servicing.demand (loan_id, number, due_on, demanded_on, principal_minor,
                                      interest_minor, currency)
        SELECT loan_id, number, due_on, :day, principal_minor - principal_paid_minor,
               interest_minor - interest_cancelled_minor - interest_paid_minor, currency
        FROM servicing.instalment AS line
        WHERE paid_on IS NULL AND due_on <= :as_of
          AND EXISTS (SELECT FROM servicing.loan
                      WHERE loan.id = line.loan_id AND loan.status = 'active')
          AND NOT EXISTS (SELECT FROM servicing.demand
                          WHERE demand.loan_id = line.loan_id AND demand.number = line.number)
        RETURNING principal_minor + interest_minor AS minor, currency
    )
    SELECT count(*) AS lines, coalesce(sum(minor) FILTER (WHERE currency = :cur), 0) AS minor
    FROM demanded
""")


async def demand_instalments(tx: Tx, closing: Closing) -> Outcome:
    given = days_of(closing) | {"cur": CURRENCY}
    made = (await tx.connection.execute(DEMAND, given)).one()
    return Outcome(rows=made.lines, amount=Money(int(made.minor), CURRENCY))
