"""Take back the leave for direct debits; those that are ordered already go their way."""

from __future__ import annotations

from sqlalchemy import delete

from rongqu.events.servicing import MandateRevoked
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions, queries, rules
from rongqu.modules.servicing.days import tables


async def revoke_mandate(tx: Tx, loan_id: LoanId) -> None:
    """Safe to repeat."""
    tx.actor.require(permissions.REPAY)
    loan = await queries.lock_loan(tx, loan_id)
    rules.check_borrower(loan, tx.actor.organisation)

    mandate = tables.direct_debit_mandate
    revoked = await tx.connection.execute(delete(mandate).where(mandate.c.loan_id == loan.id))
    if revoked.rowcount:
        await tx.publish(
            MandateRevoked(
                subject_id=loan.id,
                parties=loan.parties,
                enterprise_id=loan.enterprise_id,
                institution_id=loan.institution_id,
            )
        )
