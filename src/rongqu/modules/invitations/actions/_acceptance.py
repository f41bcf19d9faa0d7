"""What both ways of joining share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import update

from rongqu.events.invitations import InvitationAccepted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import UserNotFound, get_actor, lock_own_organisation
from rongqu.modules.invitations import permissions, queries
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.errors import CodeWrong
from rongqu.modules.invitations.types import Invitation, InvitationId


async def lock_invitation(tx: Tx, invitation_id: InvitationId) -> tuple[Invitation, Tx]:
    """With the rights of whoever invited, as they are now: who has left gives nobody a role. The
    organisation is locked first, as whoever invites does."""
    found = await queries.find_open(tx, invitation_id)
    as_inviter = None if found is None else await _as_inviter(tx, found)
    if found is None or as_inviter is None:
        raise CodeWrong
    await lock_own_organisation(as_inviter, found.organisation_id)
    invitation = await queries.find_open(tx, invitation_id, and_lock=True)
    if invitation is None:
        raise CodeWrong
    return invitation, as_inviter


async def _as_inviter(tx: Tx, invitation: Invitation) -> Tx | None:
    try:
        inviter = await get_actor(tx, invitation.invited_by)
    except UserNotFound:
        return None
    is_there = inviter.organisation == invitation.organisation_id
    return (
        replace(tx, actor=inviter, address=None)
        if is_there and inviter.may(permissions.MANAGE)
        else None
    )


async def note_accepted(tx: Tx, invitation: Invitation, person_id: UserId) -> None:
    await tx.connection.execute(
        update(t.invitation)
        .where(t.invitation.c.id == invitation.id)
        .values(accepted_at=tx.now, accepted_by=person_id)
    )


def accepted(
    invitation: Invitation, person_id: UserId, agreed: Mapping[str, int]
) -> InvitationAccepted:
    return InvitationAccepted(
        subject_id=invitation.id,
        parties=(invitation.organisation_id,),
        person_id=person_id,
        organisation_id=invitation.organisation_id,
        agreed=dict(agreed),
    )
