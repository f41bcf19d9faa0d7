"""Have a colleague choose another password before they do anything else."""

from __future__ import annotations

from sqlalchemy import exists, update

from rongqu.events.identity import PasswordDue
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import permissions, queries, tables
from rongqu.modules.identity.errors import NoPassword


async def require_new_password(tx: Tx, user_id: UserId) -> None:
    """Also in the sessions that they, or whoever knows their password, have open now."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    member = await queries.get_member(tx, organisation.id, user_id)

    has_log_in = exists().where(tables.login.c.person_id == tables.person.c.id)
    due = await tx.connection.execute(
        update(tables.person)
        .where(tables.person.c.id == member.user_id, has_log_in)
        .values(password_change_due=True)
    )
    if due.rowcount == 0:
        raise NoPassword(user_id=user_id)
    sessions = tables.session.c
    await tx.connection.execute(
        update(tables.session)
        .where(sessions.person_id == member.user_id, sessions.ended_at.is_(None))
        .values(password_change_due=True)
    )

    await tx.publish(PasswordDue(subject_id=member.user_id, parties=(organisation.id,)))
