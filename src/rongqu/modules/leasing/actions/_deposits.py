"""What is left of a deposit, in the lease's row and held in the account, always both at once."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.leasing import tables
from rongqu.modules.leasing.types import Lease
from rongqu.modules.payments.public import Deposit, hold_deposit, release_deposit


async def hold_only(tx: Tx, lease: Lease, left: Money) -> None:
    """Under the lease's lock. Raises InsufficientFunds where more is to be held than is there."""
    number = lease.hold_number + 1
    if not lease.held.is_zero():
        await release_deposit(tx, _deposit(lease, lease.held, lease.hold_number))
    if not left.is_zero():
        await hold_deposit(tx, _deposit(lease, left, number))
    await tx.connection.execute(
        update(tables.lease)
        .where(tables.lease.c.id == lease.id)
        .values(held_minor=left.minor, hold_number=number)
    )


def _deposit(lease: Lease, amount: Money, number: int) -> Deposit:
    return Deposit(
        reference=lease.id,
        owner=lease.lessee,
        secures=lease.lessor,
        amount=amount,
        number=number,
    )
