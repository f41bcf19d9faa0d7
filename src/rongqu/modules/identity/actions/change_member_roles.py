"""Give a colleague other roles."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import permissions, queries, rules
from rongqu.modules.identity.actions._roles import roles_changed, set_roles
from rongqu.modules.identity.types import Grant, Member


async def change_member_roles(tx: Tx, user_id: UserId, grant: Grant) -> Member:
    """They hold from the colleague's next request on, and to the end of their last day: no session
    has to end. What two people give is refused here: `grant_roles`."""
    tx.actor.require(permissions.MANAGE_MEMBERS)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    before = await queries.get_member(tx, organisation.id, user_id)
    rules.check_roles_fit(organisation.kind, grant.roles)
    rules.check_needs_nobody_else(before, grant)
    after = await set_roles(tx, organisation, before, grant)

    await tx.publish(roles_changed(before, after))
    return after
