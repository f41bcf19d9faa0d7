"""Every SELECT of leasing. Row-level security shows each side its own leases."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.leasing import tables
from rongqu.modules.leasing.errors import LeaseNotFound
from rongqu.modules.leasing.types import Lease, LeaseStatus, SetOff, Used
from rongqu.modules.servicing.public import lines_due

LEASE, SET_OFF = tables.lease.c, tables.set_off.c


async def get_lease(tx: Tx, lease_id: LoanId) -> Lease:
    found = await _find(tx, select(tables.lease).where(LEASE.id == lease_id))
    if found is None:
        raise LeaseNotFound(lease_id=lease_id)
    return found


async def find_locked(tx: Tx, lease_id: LoanId) -> Lease | None:
    """None: the loan is no lease."""
    return await _find(tx, select(tables.lease).where(LEASE.id == lease_id).with_for_update())


async def list_used(tx: Tx, lease: Lease) -> tuple[Used, ...]:
    wanted = select(tables.set_off).where(SET_OFF.lease_id == lease.id, SET_OFF.failed.is_(False))
    return tuple(
        Used(amount=Money(row.amount_minor, row.currency), kind=SetOff(row.kind), day=row.day)
        for row in await tx.connection.execute(wanted.order_by(SET_OFF.id))
    )


async def find_set_off(tx: Tx, repayment_id: PaymentOrderId) -> Row[Any] | None:
    """None: the repayment was not paid by a deposit, or that is taken back already."""
    wanted = select(tables.set_off).where(SET_OFF.id == repayment_id, SET_OFF.failed.is_(False))
    return (await tx.connection.execute(wanted)).one_or_none()


async def list_due(tx: Tx, day: date) -> tuple[LoanId, ...]:
    """Leases with a deposit of which something has fallen due and is not paid."""
    due = lines_due(day).subquery()
    wanted = select(LEASE.id).where(LEASE.held_minor > 0, exists().where(due.c.loan_id == LEASE.id))
    rows = await tx.connection.execute(wanted.order_by(LEASE.id))
    return tuple(LoanId(each) for each in rows.scalars())


async def _find(tx: Tx, statement: Select[Any]) -> Lease | None:
    row = (await tx.connection.execute(statement)).one_or_none()
    return None if row is None else _to_lease(row)


def _to_lease(row: Row[Any]) -> Lease:
    return Lease(
        id=LoanId(row.id),
        lessee=OrganisationId(row.enterprise_id),
        lessor=OrganisationId(row.institution_id),
        in_advance=row.in_advance,
        deposit=Money(row.deposit_minor, row.currency),
        held=Money(row.held_minor, row.currency),
        hold_number=row.hold_number,
        residual=Money(row.residual_minor, row.currency),
        status=LeaseStatus(row.status),
        ended_on=row.ended_on,
    )
