"""What parks hold of people: the number of whoever is to be invited, until that has happened."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, false, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import get_user
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.actions.put_forward import digest_of
from rongqu.modules.privacy.public import Holding, UseOfData


async def _is_theirs(tx: Tx, person_id: UserId) -> ColumnElement[bool]:
    mobile = (await get_user(tx, person_id)).mobile
    return false() if mobile is None else t.contact.c.digest == digest_of(mobile)


async def read_contacts_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    wanted = (
        select(t.contact.c.mobile, t.line.c.name)
        .join(t.line, t.line.c.id == t.contact.c.line_id)
        .where(await _is_theirs(tx, person_id))
        .order_by(t.line.c.id)
    )
    return [
        {"organisation": row.name, "mobile": row.mobile.reveal()}
        for row in await tx.connection.execute(wanted)
    ]


async def forget_contacts(tx: Tx, person_id: UserId) -> int:
    theirs = await _is_theirs(tx, person_id)
    return (await tx.connection.execute(delete(t.contact).where(theirs))).rowcount


HOLDING = Holding(
    name="parks.contacts",
    purpose=UseOfData.FINANCING,
    collect=read_contacts_in_plain,
    erase=forget_contacts,
)
