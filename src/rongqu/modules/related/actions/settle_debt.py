"""Note that a debt elsewhere is paid: it counts no more."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.related import DebtSettled
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.related import permissions, queries, tables
from rongqu.modules.related.errors import DebtNotFound


async def settle_debt(tx: Tx, debt_id: UUID) -> EnterpriseId:
    """Returns whose it was."""
    tx.actor.require(permissions.NOTE)
    debt = await queries.lock_debt(tx, debt_id)
    if debt.settled_at is not None:
        raise DebtNotFound(debt_id=debt_id)

    settled = {"settled_at": tx.now, "settled_by": tx.actor.id}
    await tx.connection.execute(
        update(tables.debt).where(tables.debt.c.id == debt_id).values(settled)
    )

    await tx.publish(
        DebtSettled(
            subject_id=debt.id,
            parties=(debt.enterprise_id,),
            enterprise_id=debt.enterprise_id,
            amount=debt.amount,
        )
    )
    return debt.enterprise_id
