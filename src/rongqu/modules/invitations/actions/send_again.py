"""Send an invitation again, with another code: the first was lost, locked or too late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from rongqu.events.invitations import PersonInvited
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.invitations import permissions, queries, rules
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.types import Invitation, InvitationId


async def send_again(tx: Tx, invitation_id: InvitationId) -> Invitation:
    """From then on only the new code counts, for the whole time again."""
    tx.actor.require(permissions.MANAGE)
    invitation = await queries.lock_own_invitation(tx, invitation_id)
    rules.check_is_pending(invitation)
    most = int(await read_policy(tx, "invitations.messages"))
    rules.check_may_send_again(invitation, most, tx.now)

    valid = timedelta(days=int(await read_policy(tx, queries.VALID_DAYS)))
    number = invitation.messages + 1
    await tx.connection.execute(
        update(t.invitation)
        .where(t.invitation.c.id == invitation.id)
        .values(
            code=rules.new_code().encode(),
            tries_left=int(await read_policy(tx, "invitations.tries")),
            messages=number,
            sent_at=tx.now,
            expires_at=tx.now + valid,
        )
    )

    await tx.publish(
        PersonInvited(
            subject_id=invitation.id,
            parties=(invitation.organisation_id,),
            roles=invitation.roles,
            number=number,
        )
    )
    return await queries.get_invitation(tx, invitation.id)
