"""What invitations hold of people: the address of whoever is invited."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import digest_of_log_in, get_user
from rongqu.modules.invitations import tables as t
from rongqu.modules.privacy.public import Holding, UseOfData


async def _is_theirs(tx: Tx, person_id: UserId) -> ColumnElement[bool]:
    user = await get_user(tx, person_id)
    own = [digest_of_log_in(each.reveal()) for each in (user.mobile, user.email) if each]
    columns = t.invitation.c
    return or_(columns.digest.in_(own), columns.accepted_by == person_id)


async def read_invitations_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    columns = t.invitation.c
    wanted = select(t.invitation).where(await _is_theirs(tx, person_id)).order_by(columns.id)
    return [
        {
            "address": row.mobile.reveal() if row.mobile else row.email and row.email.reveal(),
            "roles": list(row.roles),
            "invited_at": row.invited_at.isoformat(),
            "accepted_at": row.accepted_at and row.accepted_at.isoformat(),
        }
        for row in await tx.connection.execute(wanted)
    ]


async def forget_address(tx: Tx, person_id: UserId) -> int:
    """An invitation that is under way goes nowhere from then on."""
    theirs = await _is_theirs(tx, person_id)
    forgotten = await tx.connection.execute(
        update(t.invitation).where(theirs).values(email=None, mobile=None)
    )
    return forgotten.rowcount


HOLDING = Holding(
    name="invitations.addresses",
    purpose=UseOfData.ACCOUNT,
    collect=read_invitations_in_plain,
    erase=forget_address,
)
