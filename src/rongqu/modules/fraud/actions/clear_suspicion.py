"""A person has looked into it: it counts no more, and stays on record with the reason.

What was found about a company is told to the lenders of its applications, too: one thing, cleared
once.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.fraud import SuspicionCleared
from rongqu.infra.tx import Tx
from rongqu.modules.fraud import permissions, queries, tables
from rongqu.modules.fraud.errors import SuspicionIsCleared
from rongqu.modules.fraud.types import Suspicion


async def clear_suspicion(tx: Tx, suspicion_id: UUID, reason: str) -> Suspicion:
    tx.actor.require(permissions.EXAMINE)
    found = await queries.lock_suspicion(tx, suspicion_id)
    if found.cleared_at is not None:
        raise SuspicionIsCleared

    cleared = {"cleared_at": tx.now, "cleared_by": tx.actor.id, "clearing": reason}
    columns, finding = tables.suspicion.c, found.finding
    same = (
        columns.enterprise_id == found.subject.enterprise_id,
        columns.source == found.source,
        columns.code == finding.code,
        columns.place == finding.where,
        columns.cleared_at.is_(None),
    )
    await tx.connection.execute(update(tables.suspicion).where(*same).values(cleared))

    await tx.publish(
        SuspicionCleared(
            subject_id=suspicion_id,
            enterprise_id=found.subject.enterprise_id,
            application_id=found.subject.application_id,
            code=found.finding.code,
        )
    )
    return await queries.lock_suspicion(tx, suspicion_id)
