"""Remove a colleague who has left."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import MemberRemoved
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import permissions, queries, rules, tables


async def remove_member(tx: Tx, user_id: UserId) -> None:
    """What they have done stays on record under their name; their sessions end at once."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    member = await queries.get_member(tx, organisation.id, user_id)

    memberships, sessions = tables.membership.c, tables.session.c
    await tx.connection.execute(
        update(tables.membership)
        .where(
            memberships.person_id == member.user_id,
            memberships.organisation_id == organisation.id,
        )
        .values(ended_at=tx.now)
    )
    rules.check_manager_remains(await queries.list_members(tx, organisation.id))
    await tx.connection.execute(
        update(tables.session)
        .where(sessions.person_id == member.user_id, sessions.ended_at.is_(None))
        .values(ended_at=tx.now)
    )

    await tx.publish(
        MemberRemoved(
            subject_id=member.user_id,
            parties=(organisation.id,),
            organisation_id=organisation.id,
            changes=changes_between({"roles": member.roles}, {}),
        )
    )
