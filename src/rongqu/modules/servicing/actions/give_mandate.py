"""Agree to direct debits: what falls due is then collected without being asked for."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import MandateGiven
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions, queries, rules
from rongqu.modules.servicing.days import tables


async def give_mandate(tx: Tx, loan_id: LoanId) -> None:
    """Safe to repeat."""
    tx.actor.require(permissions.REPAY)
    loan = await queries.lock_loan(tx, loan_id)
    rules.check_borrower(loan, tx.actor.organisation)
    rules.check_payable(loan, is_pending=False)

    given = await tx.connection.execute(
        insert(tables.direct_debit_mandate)
        .values(loan_id=loan.id, given_by=tx.actor.id, given_at=tx.now)
        .on_conflict_do_nothing()
    )
    if given.rowcount:
        await tx.publish(
            MandateGiven(
                subject_id=loan.id,
                parties=loan.parties,
                enterprise_id=loan.enterprise_id,
                institution_id=loan.institution_id,
            )
        )
