"""Give a colleague roles that one person has asked for and another has agreed to."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.identity import queries
from rongqu.modules.identity.actions._roles import check_fits, roles_changed, set_roles
from rongqu.modules.identity.types import Grant, Member


async def grant_roles(
    tx: Tx, organisation_id: OrganisationId, user_id: UserId, grant: Grant
) -> Member:
    """Internal: compliance has the wish approved, and has seen to it that the approver may. Checked
    again: the colleague may have changed since it was asked for."""
    organisation = await queries.lock_organisation(tx, organisation_id)
    before = await queries.get_member(tx, organisation.id, user_id)
    after = await set_roles(tx, organisation, before, grant)

    await tx.publish(roles_changed(before, after))
    return after


async def check_grant(tx: Tx, user_id: UserId, grant: Grant) -> None:
    """Internal: whether it could be given now, for whoever asks for it."""
    organisation = await queries.get_organisation(tx, tx.actor.organisation)
    await queries.get_member(tx, organisation.id, user_id)
    check_fits(organisation, grant, tx.business_date)
