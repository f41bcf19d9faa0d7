"""End all of one's own sessions but the one in use."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import SessionsEnded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import SessionId
from rongqu.modules.identity import permissions, tables


async def end_other_sessions(tx: Tx, kept: SessionId) -> int:
    """Returns how many ended."""
    tx.actor.require(permissions.OWN_ACCOUNT)

    columns = tables.session.c
    others = await tx.connection.execute(
        update(tables.session)
        .where(columns.person_id == tx.actor.id, columns.id != kept, columns.ended_at.is_(None))
        .values(ended_at=tx.now)
        .returning(columns.id)
    )
    ended = tuple(others.scalars())

    if ended:
        await tx.publish(
            SessionsEnded(
                subject_id=tx.actor.id, parties=(tx.actor.organisation,), session_ids=ended
            )
        )
    return len(ended)
