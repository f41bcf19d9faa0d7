"""Let a program work for one's organisation no longer."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import ServiceAccountClosed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ServiceAccountId
from rongqu.modules.identity import permissions, program_queries, tables


async def close_service_account(tx: Tx, account_id: ServiceAccountId) -> None:
    """All its keys and tokens end at once. What it has done stays on record under its id."""
    tx.actor.require(permissions.MANAGE_PROGRAMS)
    account = await program_queries.lock_service_account(tx, account_id)

    await tx.connection.execute(
        update(tables.service_account)
        .where(tables.service_account.c.id == account.id)
        .values(closed_at=tx.now)
    )

    await tx.publish(
        ServiceAccountClosed(subject_id=account.id, parties=(account.organisation_id,))
    )
