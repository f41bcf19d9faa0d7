"""Note what the gateway said of a message."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.engagement import MessageRefused, MessageSent
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import NotificationId
from rongqu.modules.engagement import queries, tables
from rongqu.modules.engagement.types import Channel, MessageState


async def record_answer(
    tx: Tx, notification_id: NotificationId, channel: Channel, refused_because: str | None
) -> None:
    """Internal: only the job calls it. Safe to repeat: the first answer stays."""
    message = await queries.lock_message(tx, notification_id, channel)
    if message.state is not MessageState.QUEUED:
        return
    state = MessageState.SENT if refused_because is None else MessageState.REFUSED
    await tx.connection.execute(
        update(tables.message)
        .where(
            tables.message.c.notification_id == notification_id,
            tables.message.c.channel == channel,
        )
        .values(state=state, reason_code=refused_because, settled_at=tx.now)
    )

    whom = message.notification.user_id
    if refused_because is None:
        await tx.publish(
            MessageSent(subject_id=whom, notification_id=notification_id, channel=channel)
        )
    else:
        await tx.publish(
            MessageRefused(
                subject_id=whom,
                notification_id=notification_id,
                channel=channel,
                reason_code=refused_because,
            )
        )
