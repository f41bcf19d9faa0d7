"""What engagement holds of people: what they were told, and how they want to hear of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.engagement import rules, tables
from rongqu.modules.identity.public import get_user
from rongqu.modules.privacy.public import Holding, UseOfData


async def read_notifications_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    columns = tables.notification.c
    wanted = select(tables.notification).where(columns.user_id == person_id)
    rows = (await tx.connection.execute(wanted.order_by(columns.created_at, columns.id))).all()
    if not rows:
        return []
    locale = (await get_user(tx, person_id)).locale
    return [
        {
            "title": rules.words_of(row.kind, locale, row.params).title,
            "what": rules.words_of(row.kind, locale, row.params).body,
            "at": row.created_at.isoformat(),
            "read_at": row.read_at and row.read_at.isoformat(),
        }
        for row in rows
    ]


async def forget_notifications(tx: Tx, person_id: UserId) -> int:
    mine = tables.notification.c.user_id == person_id
    ids = select(tables.notification.c.id).where(mine)
    await tx.connection.execute(
        delete(tables.message).where(tables.message.c.notification_id.in_(ids))
    )
    await tx.connection.execute(
        delete(tables.preference).where(tables.preference.c.user_id == person_id)
    )
    return (await tx.connection.execute(delete(tables.notification).where(mine))).rowcount


HOLDING = Holding(
    name="engagement.notifications",
    purpose=UseOfData.ACCOUNT,
    collect=read_notifications_in_plain,
    erase=forget_notifications,
)
