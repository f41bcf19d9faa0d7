"""Take an invitation back before it is accepted."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.invitations import InvitationRevoked
from rongqu.infra.tx import Tx
from rongqu.modules.invitations import permissions, queries, rules
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.types import Invitation, InvitationId


async def revoke_invitation(tx: Tx, invitation_id: InvitationId) -> Invitation:
    """Its code is worth nothing from now on, also for whoever is just typing it."""
    tx.actor.require(permissions.MANAGE)
    invitation = await queries.lock_own_invitation(tx, invitation_id)
    rules.check_is_pending(invitation)

    await tx.connection.execute(
        update(t.invitation).where(t.invitation.c.id == invitation.id).values(revoked_at=tx.now)
    )

    await tx.publish(
        InvitationRevoked(
            subject_id=invitation.id, parties=(invitation.organisation_id,), is_replaced=False
        )
    )
    return await queries.get_invitation(tx, invitation.id)
