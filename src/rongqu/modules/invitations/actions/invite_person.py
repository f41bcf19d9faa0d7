"""Invite somebody to the own organisation, at their own phone number or mailbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import insert, update

from rongqu.events.invitations import InvitationRevoked, PersonInvited
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.identity.public import (
    Locale,
    check_roles_for_newcomer,
    digest_of_log_in,
    lock_own_organisation,
    parse_login,
)
from rongqu.modules.invitations import permissions, queries, rules
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.types import Invitation, InvitationId


async def invite_person(
    tx: Tx, invitation_id: InvitationId, login: str, roles: Collection[str], locale: Locale
) -> Invitation:
    """Nothing here looks whether the address has an account: the answer is the same either way. An
    earlier invitation to the same address is replaced. Under a lock of the organisation: its
    invitations are made one after another."""
    tx.actor.require(permissions.MANAGE)
    address = parse_login(login)
    organisation = await lock_own_organisation(tx, tx.actor.organisation)
    check_roles_for_newcomer(organisation, roles)
    longest = int(await read_policy(tx, "invitations.sent_a_day"))
    rules.check_sent_in_a_day(await queries.count_sent_in_a_day(tx), longest)

    await _replace_earlier(tx, digest_of_log_in(login))
    valid = timedelta(days=int(await read_policy(tx, queries.VALID_DAYS)))
    await tx.connection.execute(
        insert(t.invitation).values(
            id=invitation_id,
            organisation_id=organisation.id,
            digest=digest_of_log_in(login),
            email=address.email,
            mobile=address.mobile,
            roles=sorted(set(roles)),
            locale=locale,
            code=rules.new_code().encode(),
            tries_left=int(await read_policy(tx, "invitations.tries")),
            messages=1,
            invited_by=tx.actor.id,
            invited_at=tx.now,
            sent_at=tx.now,
            expires_at=tx.now + valid,
        )
    )

    await tx.publish(
        PersonInvited(
            subject_id=invitation_id,
            parties=(organisation.id,),
            roles=tuple(sorted(set(roles))),
            number=1,
        )
    )
    return await queries.get_invitation(tx, invitation_id)


async def _replace_earlier(tx: Tx, digest: bytes) -> None:
    columns = t.invitation.c
    replaced = await tx.connection.execute(
        update(t.invitation)
        .where(
            columns.digest == digest, columns.organisation_id == tx.actor.organisation, t.PENDING
        )
        .values(revoked_at=tx.now)
        .returning(columns.id)
    )
    for row in replaced:
        await tx.publish(
            InvitationRevoked(subject_id=row.id, parties=(tx.actor.organisation,), is_replaced=True)
        )
