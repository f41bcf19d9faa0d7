"""All is paid: what is left of the deposit is the lessee's to spend, and the thing is the lessee's.
A payment that is taken back makes it the lessor's again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from rongqu.events.leasing import LeaseEnded, LeaseReopened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.leasing import queries, tables
from rongqu.modules.leasing.actions._deposits import hold_only
from rongqu.modules.leasing.types import LeaseStatus
from rongqu.modules.servicing.public import get_loan


async def end_lease(tx: Tx, lease_id: LoanId) -> None:
    """Internal: only the handler calls it. Safe to repeat. Too early it fails, and is delivered
    again later."""
    lease = await queries.find_locked(tx, lease_id)
    if lease is None or lease.status is LeaseStatus.ENDED:
        return
    loan = await get_loan(tx, lease_id)
    if loan.closed_on is None:
        return  # under way again already

    await hold_only(tx, lease, Money.zero(lease.held.currency))
    await _change(tx, lease_id, LeaseStatus.ENDED, loan.closed_on)

    await tx.publish(
        LeaseEnded(
            subject_id=lease.id,
            parties=lease.parties,
            ended_on=loan.closed_on,
            returned=lease.held,
        )
    )


async def reopen_lease(tx: Tx, lease_id: LoanId) -> None:
    """Internal: only the handler calls it. The deposit was given back and stays so."""
    lease = await queries.find_locked(tx, lease_id)
    if lease is None or lease.status is LeaseStatus.RUNNING:
        return

    await _change(tx, lease_id, LeaseStatus.RUNNING, None)

    await tx.publish(LeaseReopened(subject_id=lease.id, parties=lease.parties))


async def _change(tx: Tx, lease_id: LoanId, status: LeaseStatus, ended_on: date | None) -> None:
    await tx.connection.execute(
        update(tables.lease)
        .where(tables.lease.c.id == lease_id)
        .values(status=status, ended_on=ended_on)
    )
