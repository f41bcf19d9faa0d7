"""Join the organisation that has sent an invitation, with an account that belongs nowhere now."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import Member, take_in_again
from rongqu.modules.invitations.actions._acceptance import (
    accepted,
    lock_invitation,
    note_accepted,
)
from rongqu.modules.invitations.types import InvitationId


async def accept_with_own_account(tx: Tx, invitation_id: InvitationId, person_id: UserId) -> Member:
    """Internal: open to strangers, once `show_code` knows them and they have proved to be the owner
    of the log-in besides. What they have agreed to is on record from before."""
    invitation, as_inviter = await lock_invitation(tx, invitation_id)
    member = await take_in_again(
        as_inviter, invitation.organisation_id, person_id, invitation.roles
    )
    await note_accepted(tx, invitation, member.user_id)

    await tx.publish(accepted(invitation, member.user_id, {}))
    return member
