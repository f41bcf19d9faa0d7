"""The bank refused a payment out of a deposit: the money is held again."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.leasing import DepositHeldAgain
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.leasing import queries, tables
from rongqu.modules.leasing.actions._deposits import hold_only


async def hold_again(tx: Tx, lease_id: LoanId, repayment_id: PaymentOrderId) -> None:
    """Internal: only the handler calls it. Safe to repeat. Where the lessee has spent the money in
    between, the delivery fails, is tried again, and then waits for a person."""
    lease = await queries.find_locked(tx, lease_id)
    used = await queries.find_set_off(tx, repayment_id)
    if lease is None or used is None:
        return

    amount = Money(used.amount_minor, used.currency)
    await hold_only(tx, lease, lease.held + amount)
    await tx.connection.execute(
        update(tables.set_off).where(tables.set_off.c.id == repayment_id).values(failed=True)
    )

    await tx.publish(DepositHeldAgain(subject_id=lease.id, parties=lease.parties, amount=amount))
