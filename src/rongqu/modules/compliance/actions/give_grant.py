"""Give roles that one person has asked for and another has agreed to."""

from __future__ import annotations

from collections.abc import Collection

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.errors import HouseDecides
from rongqu.modules.compliance.grant_types import RoleGrant
from rongqu.modules.compliance.types import Approval
from rongqu.modules.identity.public import Member, all_roles, grant_roles, list_members


async def give_grant(tx: Tx, approved: Approval, wish: RoleGrant) -> None:
    """Internal: what is done once it is approved. Nobody agrees to roles of their own, whoever has
    asked for them; the platform agrees only for a house in which nobody else could."""
    member_id = UserId(wish.user_id)
    tx.actor.require_other_than(member_id)
    if tx.actor.organisation != approved.organisation_id:
        house = await list_members(tx, approved.organisation_id)
        if _somebody_agrees(house, {approved.asked_by, member_id}):
            raise HouseDecides
    await grant_roles(tx, approved.organisation_id, member_id, wish.grant)


def _somebody_agrees(house: Collection[Member], concerned: Collection[UserId]) -> bool:
    others = [member for member in house if member.user_id not in concerned]
    roles = [all_roles()[name] for member in others for name in member.roles]
    return any(permissions.APPROVE_GRANT in role.permissions for role in roles)
