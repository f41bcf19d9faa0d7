"""The bank has paid, or refused, every holder's part of an exit."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.exits import ExitCompleted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.exits import queries, tables
from rongqu.modules.exits.types import ExitStatus
from rongqu.modules.investing.public import has_unpaid_parts


async def complete_exit(tx: Tx, offering_id: OfferingId) -> None:
    """Internal: only the handlers call it, after each part. Safe to repeat. What was refused stays
    held: the issuer can propose again."""
    found = await queries.lock_exit_paying(tx, offering_id)
    if found is None or await has_unpaid_parts(tx, offering_id):
        return
    await tx.connection.execute(
        update(tables.exit_)
        .where(tables.exit_.c.id == found.id)
        .values(status=ExitStatus.DONE, ended_at=tx.now)
    )

    await tx.publish(
        ExitCompleted(
            subject_id=found.id, parties=(found.issuer_id,), offering_id=found.offering_id
        )
    )
