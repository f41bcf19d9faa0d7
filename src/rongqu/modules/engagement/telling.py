"""One piece of news, to everybody of an organisation who wants it, on every channel they chose."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.engagement.actions.notify import notify
from rongqu.modules.engagement.jobs import send_message
from rongqu.modules.engagement.types import News


async def tell(tx: Tx, news: News) -> None:
    for notification_id, channel in await notify(tx, news):
        await tx.defer(send_message.later(notification_id=str(notification_id), channel=channel))
