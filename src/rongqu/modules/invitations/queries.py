"""Invitations of one's own organisation; and, for whoever shows a code, the one it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.identity.public import (
    Organisation,
    Standing,
    digest_of_log_in,
    find_standing,
    get_organisation,
)
from rongqu.modules.invitations import rules
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.errors import CodeWrong, InvitationNotFound
from rongqu.modules.invitations.types import (
    Invitation,
    InvitationId,
    InvitationMessage,
    PersonInvitationStatus,
)

VALID_DAYS = "invitations.valid_days"
TO_ONE_ADDRESS = "invitations.to_one_address_a_day"


async def list_invitations(tx: Tx, page: Page) -> Slice[Invitation]:
    """Of the own organisation, the newest first."""
    wanted = select(t.invitation).where(t.invitation.c.organisation_id == tx.actor.organisation)
    return await read_page(tx, wanted, t.invitation.c.id, page, to_invitation)


async def get_invitation(tx: Tx, invitation_id: InvitationId) -> Invitation:
    return await _get(tx, invitation_id, select(t.invitation))


async def lock_own_invitation(tx: Tx, invitation_id: InvitationId) -> Invitation:
    return await _get(tx, invitation_id, select(t.invitation).with_for_update())


async def count_sent_in_a_day(tx: Tx) -> int:
    """Of the own organisation, whatever became of them."""
    columns = t.invitation.c
    wanted = select(func.count()).where(
        columns.organisation_id == tx.actor.organisation, columns.sent_at > tx.now - rules.A_DAY
    )
    return (await tx.connection.execute(wanted)).scalar_one()


@dataclass(frozen=True, slots=True)
class Counted:
    """An open invitation to the address, of whose tries one has just been used."""

    invitation_id: InvitationId
    organisation_id: OrganisationId
    code: bytes = field(repr=False)
    tries_left: int


async def count_tries(tx: Tx, login: str) -> tuple[Counted, ...]:
    """Internal: in a transaction of its own that is committed before a code is compared, so that
    fifty at once are not fifty tries. One address may be invited by several organisations."""
    columns = t.invitation.c
    counted = (
        update(t.invitation)
        .where(
            columns.digest == digest_of_log_in(login),
            t.PENDING,
            columns.expires_at > tx.now,
            columns.tries_left > 0,
        )
        .values(tries_left=columns.tries_left - 1)
        .returning(columns.id, columns.organisation_id, columns.code, columns.tries_left)
    )
    return tuple(
        Counted(InvitationId(row.id), OrganisationId(row.organisation_id), row.code, row.tries_left)
        for row in await tx.connection.execute(counted)
    )


async def find_open(
    tx: Tx, invitation_id: InvitationId, *, and_lock: bool = False
) -> Invitation | None:
    """Internal: for whoever has shown its code a moment ago. None when it has ended since."""
    wanted = select(t.invitation).where(t.invitation.c.id == invitation_id)
    row = (
        await tx.connection.execute(wanted.with_for_update() if and_lock else wanted)
    ).one_or_none()
    found = None if row is None else to_invitation(row)
    if found is None or rules.status_of(found, tx.now) not in _USABLE:
        return None
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is told to whoever has shown the code. `standing`: of their own log-in."""

    invitation: Invitation
    organisation: Organisation
    standing: Standing


async def open_invitation(tx: Tx, invitation_id: InvitationId, login: str) -> Opened:
    """Internal: open to strangers, once `show_code` knows them."""
    invitation = await find_open(tx, invitation_id)
    if invitation is None:
        raise CodeWrong
    return Opened(
        invitation=invitation,
        organisation=await get_organisation(tx, invitation.organisation_id),
        standing=await find_standing(tx, digest_of_log_in(login)),
    )


_USABLE = (PersonInvitationStatus.OPEN, PersonInvitationStatus.LOCKED)
"""Locked by the very try that showed the code, perhaps."""


async def find_message(
    tx: Tx, invitation_id: InvitationId, number: int
) -> InvitationMessage | None:
    """For whoever sends it. None when it is over, when a later message has taken its place, and
    when the address was sent enough today, whoever invited it: that is told to nobody."""
    columns = t.invitation.c
    wanted = select(t.invitation).where(columns.id == invitation_id, columns.messages == number)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    invitation = to_invitation(row)
    if (
        rules.status_of(invitation, tx.now) is not PersonInvitationStatus.OPEN
        or not invitation.address
    ):
        return None
    to_same = select(func.count()).where(
        columns.digest == row.digest,
        columns.sent_at > tx.now - rules.A_DAY,
        columns.sent_at <= row.sent_at,
    )
    sent = (await tx.connection.execute(to_same)).scalar_one()
    if sent > int(await read_policy(tx, TO_ONE_ADDRESS)):
        return None
    organisation = await get_organisation(tx, invitation.organisation_id)
    return InvitationMessage(
        to=invitation.address,
        locale=invitation.locale,
        organisation=organisation.name,
        code=row.code.decode(),
        days=(invitation.expires_at - invitation.sent_at).days,
    )


async def _get(
    tx: Tx, invitation_id: InvitationId, statement: Select[*tuple[Any, ...]]
) -> Invitation:
    columns = t.invitation.c
    own = statement.where(
        columns.id == invitation_id, columns.organisation_id == tx.actor.organisation
    )
    row = (await tx.connection.execute(own)).one_or_none()
    if row is None:
        raise InvitationNotFound(invitation_id=invitation_id)
    return to_invitation(row)


def to_invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        email=row.email,
        mobile=row.mobile,
        roles=tuple(row.roles),
        locale=row.locale,
        tries_left=row.tries_left,
        messages=row.messages,
        invited_by=UserId(row.invited_by),
        invited_at=row.invited_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        accepted_by=None if row.accepted_by is None else UserId(row.accepted_by),
        accepted_at=row.accepted_at,
        revoked_at=row.revoked_at,
    )
