"""Note that the bank refused a repayment: nothing is set against the loan."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.servicing import RepaymentFailed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.types import RepaymentStatus


async def fail_repayment(tx: Tx, repayment_id: PaymentOrderId, reason_code: str) -> None:
    """Internal: only the handler calls it. Safe to repeat: it ends once."""
    found = await queries.find_repayment(tx, repayment_id)
    if found is None:
        return  # the money was to be collected for something else than a loan
    loan = await queries.lock_loan(tx, found.loan_id)
    repayment = await queries.get_repayment(tx, repayment_id)
    if repayment.status is not RepaymentStatus.ORDERED:
        return

    await tx.connection.execute(
        update(tables.repayment)
        .where(tables.repayment.c.id == repayment.id)
        .values(status=RepaymentStatus.FAILED, ended_at=tx.now, reason_code=reason_code)
    )

    await tx.publish(
        RepaymentFailed(
            **loan.about,
            repayment_id=repayment.id,
            amount=repayment.amount,
            reason_code=reason_code,
        )
    )
