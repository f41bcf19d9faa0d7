"""Add a colleague to one's organisation."""

from __future__ import annotations

from rongqu.events.identity import MemberAdded
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.identity import permissions, queries, rules
from rongqu.modules.identity.actions._people import insert_member
from rongqu.modules.identity.types import Grant, Member, NewMember


async def add_member(tx: Tx, new: NewMember) -> Member:
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, new.organisation_id)
    if new.roles or not rules.waits_for_roles(organisation.kind):
        rules.check_roles_fit(organisation.kind, new.roles)
    rules.check_needs_nobody_else(None, Grant(roles=new.roles, ends={}))

    user_id = await insert_member(tx, new)
    member = await queries.get_member(tx, organisation.id, user_id)

    await tx.publish(
        MemberAdded(
            subject_id=user_id,
            parties=(organisation.id,),
            organisation_id=organisation.id,
            roles=member.roles,
            changes=changes_between({}, {"roles": member.roles}),
        )
    )
    return member
