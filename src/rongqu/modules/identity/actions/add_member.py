"""Take somebody in as a colleague: a new person, or one who comes back to their log-in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.identity import MemberAdded
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.identity import permissions, queries, rules, session_queries, tables
from rongqu.modules.identity.actions._people import insert_member
from rongqu.modules.identity.errors import LoginTaken
from rongqu.modules.identity.types import Grant, Member, NewMember, Organisation


async def add_member(tx: Tx, new: NewMember) -> Member:
    """With the rights of a colleague who has invited them; the address is known to be their own."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, new.organisation_id)
    check_roles_for_newcomer(organisation, new.roles)

    user_id = await insert_member(tx, new, accepted_terms=True)
    return await _tell(tx, organisation, user_id)


async def take_in_again(
    tx: Tx, organisation_id: OrganisationId, user_id: UserId, roles: Collection[str]
) -> Member:
    """Likewise, of somebody who has an account that belongs nowhere now; they have proved that it
    is theirs. Raises LoginTaken when it has come to belong somewhere meanwhile."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, organisation_id)
    check_roles_for_newcomer(organisation, roles)
    if await session_queries.lock_and_find_place(tx, user_id) is not None:
        raise LoginTaken

    place: dict[str, Any] = {
        "roles": sorted(roles),
        "role_ends": {},
        "joined_at": tx.now,
        "ended_at": None,
    }
    await tx.connection.execute(
        insert(tables.membership)
        .values(person_id=user_id, organisation_id=organisation.id, **place)
        .on_conflict_do_update(
            index_elements=[tables.membership.c.person_id, tables.membership.c.organisation_id],
            set_=place,
        )
    )
    return await _tell(tx, organisation, user_id)


def check_roles_for_newcomer(organisation: Organisation, roles: Collection[str]) -> None:
    """Where two give a role, newcomers may come without any. Raises RolesDoNotFit, RolesSeparated
    and GrantNeedsApproval."""
    if roles or not rules.waits_for_roles(organisation.kind):
        rules.check_roles_fit(organisation.kind, roles)
    rules.check_needs_nobody_else(None, Grant(roles=roles, ends={}))


async def _tell(tx: Tx, organisation: Organisation, user_id: UserId) -> Member:
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
