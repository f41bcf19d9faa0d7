"""End one of one's own sessions, such as that of a lost phone."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import SessionsEnded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import SessionId
from rongqu.modules.identity import permissions, session_queries, tables


async def end_session(tx: Tx, session_id: SessionId) -> None:
    tx.actor.require(permissions.OWN_ACCOUNT)
    session = await session_queries.lock_own_session(tx, session_id)

    await tx.connection.execute(
        update(tables.session).where(tables.session.c.id == session.id).values(ended_at=tx.now)
    )

    await tx.publish(
        SessionsEnded(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), session_ids=(session.id,)
        )
    )
