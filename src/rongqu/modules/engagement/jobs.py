"""Sending SMS and e-mail: the address is looked up, the gateway called, the answer noted."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import NotificationId
from rongqu.modules.engagement import queries, rules
from rongqu.modules.engagement.actions.record_answer import record_answer
from rongqu.modules.engagement.ports import MessageGateway, Refused
from rongqu.modules.engagement.types import Channel, Message, MessageState, Topic
from rongqu.modules.identity.public import User, get_user
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, is_consented

NO_ADDRESS = Refused("no_address")
NO_CONSENT = Refused(ConsentMissing.code)


@job(queue="engagement")
async def send_message(work: Work, *, notification_id: str, channel: str) -> None:
    which = NotificationId(UUID(notification_id)), Channel(channel)
    async with work.open_tx() as tx:
        message = await queries.lock_message(tx, *which)
        if message.state is not MessageState.QUEUED:
            return
        reader = await get_user(tx, message.notification.user_id)
        is_wanted = message.notification.topic is not Topic.MARKETING or await is_consented(
            tx, reader.id, UseOfData.MARKETING
        )
    gateway = work.port(MessageGateway)
    refused = await _send(gateway, message, reader) if is_wanted else NO_CONSENT
    async with work.open_tx() as tx:
        await record_answer(tx, *which, refused.reason_code if refused else None)


async def _send(gateway: MessageGateway, message: Message, reader: User) -> Refused | None:
    news = message.notification
    words = rules.words_of(news.kind, reader.locale, news.params)
    message_id = f"{news.id}.{message.channel}"
    if message.channel is Channel.EMAIL:
        if reader.email is None:
            return NO_ADDRESS
        return await gateway.send_email(message_id, reader.email, words)
    if reader.mobile is None:
        return NO_ADDRESS
    return await gateway.send_sms(message_id, reader.mobile, words)
