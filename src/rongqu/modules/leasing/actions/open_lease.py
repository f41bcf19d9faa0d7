"""A lease begins when its loan does: from now on somebody looks after its deposit."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.leasing import LeaseOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.leasing import tables
from rongqu.modules.leasing.types import LeaseStatus
from rongqu.modules.servicing.public import get_loan


async def open_lease(tx: Tx, loan_id: LoanId) -> None:
    """Internal: only the handler calls it. Safe to repeat: a loan is one lease. Its deposit was
    held before anything was paid out."""
    loan = await get_loan(tx, loan_id)
    lease = loan.structure.lease
    if lease is None:
        return

    inserted = await tx.connection.execute(
        insert(tables.lease)
        .values(
            id=loan.id,
            enterprise_id=loan.enterprise_id,
            institution_id=loan.institution_id,
            currency=lease.deposit.currency,
            in_advance=lease.in_advance,
            deposit_minor=lease.deposit.minor,
            held_minor=lease.deposit.minor,
            hold_number=0,
            residual_minor=lease.residual.minor,
            status=LeaseStatus.RUNNING,
        )
        .on_conflict_do_nothing(index_elements=[tables.lease.c.id])
    )
    if inserted.rowcount == 0:
        return

    await tx.publish(
        LeaseOpened(
            subject_id=loan.id,
            parties=loan.parties,
            deposit=lease.deposit,
            residual=lease.residual,
        )
    )
