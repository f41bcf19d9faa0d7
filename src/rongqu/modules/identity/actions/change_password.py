"""Change one's own password."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import PasswordChanged
from rongqu.infra.tx import Tx
from rongqu.modules.identity import permissions, queries, tables
from rongqu.modules.identity.actions.check_password import check_password
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.passwords import hash_password
from rongqu.modules.identity.types import PasswordChange, PasswordCheck, StartedSession


async def change_password(tx: Tx, wish: PasswordChange) -> StartedSession:
    """All sessions end, this one too: whoever had got in with the old password is out."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    await check_password(tx, PasswordCheck(wish.current))
    user = (await queries.get_account(tx, tx.actor.id)).user
    login = user.email or user.mobile
    password_hash = await hash_password(wish.new, login.reveal() if login else "")

    await tx.connection.execute(
        update(tables.person)
        .where(tables.person.c.id == tx.actor.id)
        .values(
            password_hash=password_hash.encoded,
            password_change_due=False,
            password_changed_at=tx.now,
        )
    )
    columns = tables.session.c
    await tx.connection.execute(
        update(tables.session)
        .where(columns.person_id == tx.actor.id, columns.ended_at.is_(None))
        .values(ended_at=tx.now)
    )

    await tx.publish(PasswordChanged(subject_id=tx.actor.id, parties=(tx.actor.organisation,)))
    return await start_session(tx, tx.actor.id, wish.device)
