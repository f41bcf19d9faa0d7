"""Direct debits 代扣 for what is due, where the borrower agreed to them; one a loan and day.

They are only noted here: the job `order_debits` orders them at the bank, one transaction each, so
that a day's end takes no longer for them.
"""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Closing, Outcome

PLAN = closing_statement("""
    INSERT INTO servicing.direct_debit (id, loan_id, day, state)
    SELECT uuidv7(), loan_id, :day, 'planned' FROM servicing.direct_debit_mandate AS mandate
    WHERE EXISTS (SELECT FROM servicing.instalment AS line
                  WHERE line.loan_id = mandate.loan_id
                    AND line.paid_on IS NULL AND line.due_on <= :as_of)
      AND NOT EXISTS (SELECT FROM servicing.repayment
                      WHERE repayment.loan_id = mandate.loan_id AND repayment.status = 'ordered')
""")


async def plan_debits(tx: Tx, closing: Closing) -> Outcome:
    return Outcome(rows=(await tx.connection.execute(PLAN, days_of(closing))).rowcount)
