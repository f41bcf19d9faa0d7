"""Direct debits: what is planned, and who agreed to what."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, UserId
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.types import Debit, Mandate

DEBIT, MANDATE = tables.direct_debit.c, tables.direct_debit_mandate.c


async def find_planned_debit(tx: Tx) -> UUID | None:
    oldest = select(DEBIT.id).where(DEBIT.state == Debit.PLANNED).order_by(DEBIT.id).limit(1)
    return (await tx.connection.execute(oldest)).scalar_one_or_none()


async def lock_planned_debit(tx: Tx, debit_id: UUID) -> Row[UUID] | None:
    """None when another process has taken it."""
    wanted = (
        select(DEBIT.loan_id)
        .where(DEBIT.id == debit_id, DEBIT.state == Debit.PLANNED)
        .with_for_update()
    )
    return (await tx.connection.execute(wanted)).one_or_none()


async def find_mandate(tx: Tx, loan_id: LoanId) -> Mandate | None:
    wanted = select(tables.direct_debit_mandate).where(MANDATE.loan_id == loan_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return Mandate(loan_id=loan_id, given_by=UserId(row.given_by), given_at=row.given_at)
