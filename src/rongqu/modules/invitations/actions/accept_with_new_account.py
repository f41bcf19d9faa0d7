"""Join the organisation that has sent an invitation, with a new account."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.infra.tx import Tx
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import (
    Locale,
    Member,
    NewMember,
    PasswordHash,
    add_member,
)
from rongqu.modules.invitations.actions._acceptance import (
    accepted,
    lock_invitation,
    note_accepted,
)
from rongqu.modules.invitations.errors import CodeWrong
from rongqu.modules.invitations.types import InvitationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who joins with a new account. `agreed`: as at a sign-up."""

    display_name: PersonName
    password_hash: PasswordHash
    locale: Locale
    agreed: dict[str, int]


async def accept_with_new_account(
    tx: Tx, invitation_id: InvitationId, newcomer: Newcomer
) -> Member:
    """Internal: open to strangers, once `show_code` knows them. Of two at once the second finds the
    invitation accepted."""
    invitation, as_inviter = await lock_invitation(tx, invitation_id)
    if invitation.address is None:
        raise CodeWrong
    new = NewMember(
        organisation_id=invitation.organisation_id,
        display_name=newcomer.display_name,
        login=invitation.address.reveal(),
        password_hash=newcomer.password_hash,
        roles=invitation.roles,
        locale=newcomer.locale,
    )
    member = await add_member(as_inviter, new)
    await note_accepted(tx, invitation, member.user_id)

    await tx.publish(accepted(invitation, member.user_id, newcomer.agreed))
    return member
