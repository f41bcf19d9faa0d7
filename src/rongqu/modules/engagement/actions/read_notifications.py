"""Note that a person has read their notifications."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.engagement import NotificationsRead
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import NotificationId
from rongqu.modules.engagement import permissions, tables


async def read_notifications(tx: Tx, ids: tuple[NotificationId, ...] | None) -> int:
    """Those named, or all of them. What is read already, or another's, is passed over."""
    tx.actor.require(permissions.READ_OWN)
    columns = tables.notification.c
    unread = update(tables.notification).where(
        columns.user_id == tx.actor.id, columns.read_at.is_(None)
    )
    if ids is not None:
        unread = unread.where(columns.id.in_(ids))
    count = (await tx.connection.execute(unread.values(read_at=tx.now))).rowcount

    if count:
        await tx.publish(
            NotificationsRead(subject_id=tx.actor.id, parties=(tx.actor.organisation,), count=count)
        )
    return count
