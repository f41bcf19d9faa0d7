"""Say that two companies no longer hang together; what was stays on record."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.related import LinkEnded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.related import permissions, queries, tables
from rongqu.modules.related.actions._regroup import lock_groups, regroup
from rongqu.modules.related.errors import LinkNotFound


async def end_link(tx: Tx, company: EnterpriseId, link_id: UUID, reason: str) -> None:
    tx.actor.require(permissions.NOTE)
    await lock_groups(tx)
    link = await queries.lock_link(tx, link_id)
    if link.ended_at is not None or company not in (link.left, link.right):
        raise LinkNotFound(link_id=link_id)

    ended = {"ended_at": tx.now, "ended_by": tx.actor.id, "ending": reason}
    await tx.connection.execute(
        update(tables.link).where(tables.link.c.id == link_id).values(ended)
    )
    await regroup(tx, link.left, link.right)

    await tx.publish(
        LinkEnded(subject_id=link.id, left_id=link.left, right_id=link.right, kind=link.kind.value)
    )
