"""Give a colleague other roles."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import MemberRolesChanged
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import permissions, queries, rules, tables
from rongqu.modules.identity.types import Grant, Member

KEPT = ("roles", "role_ends")


async def change_member_roles(tx: Tx, user_id: UserId, grant: Grant) -> Member:
    """They hold from the colleague's next request on, and to the end of their last day: no session
    has to end."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    before = await queries.get_member(tx, organisation.id, user_id)
    rules.check_roles_fit(organisation.kind, grant.roles)
    rules.check_ends(grant, tx.business_date)

    columns = tables.membership.c
    await tx.connection.execute(
        update(tables.membership)
        .where(columns.person_id == user_id, columns.organisation_id == organisation.id)
        .values(
            roles=sorted(set(grant.roles)),
            role_ends={role: day.isoformat() for role, day in grant.ends.items()},
        )
    )
    rules.check_manager_remains(await queries.list_members(tx, organisation.id))
    after = await queries.get_member(tx, organisation.id, user_id)

    await tx.publish(
        MemberRolesChanged(
            subject_id=user_id,
            parties=(organisation.id,),
            organisation_id=organisation.id,
            changes=changes_between(fields_of(before, KEPT), fields_of(after, KEPT)),
        )
    )
    return after
