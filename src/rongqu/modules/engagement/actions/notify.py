"""Tell the people of an organisation what an event means to them."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.events.engagement import Notified
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import NotificationId, OrganisationId, UserId, new_id
from rongqu.modules.engagement import queries, rules, tables
from rongqu.modules.engagement.types import Channel, MessageState, News
from rongqu.modules.identity.public import Member, all_roles, list_members


async def notify(tx: Tx, news: News) -> tuple[tuple[NotificationId, Channel], ...]:
    """Internal: only handlers call it. Safe to repeat. Returns the messages to be sent."""
    members = await list_members(tx, OrganisationId(news.organisation_id))
    people = tuple(member.user_id for member in members if _is_meant(news, member))
    preferences = await queries.list_preferences_of(tx, people)
    queued: list[tuple[NotificationId, Channel]] = []
    for user_id in people:
        channels = rules.channels_of(news.topic, preferences[user_id])
        notification_id = rules.notification_id_of(tx.cause or new_id(), news.kind, user_id)
        if not await _insert_notification(tx, notification_id, user_id, news):
            continue
        outside = tuple(channel for channel in channels if channel is not Channel.IN_APP)
        await _queue(tx, notification_id, outside)
        queued += [(notification_id, channel) for channel in outside]
        await tx.publish(
            Notified(
                subject_id=user_id,
                parties=(news.organisation_id,),
                notification_id=notification_id,
                kind=news.kind,
                channels=channels,
            )
        )
    return tuple(queued)


def _is_meant(news: News, member: Member) -> bool:
    if news.person_id not in (None, member.user_id):
        return False
    rights = (all_roles()[role].permissions for role in member.roles)
    return news.permission is None or any(news.permission in each for each in rights)


async def _insert_notification(
    tx: Tx, notification_id: NotificationId, user_id: UserId, news: News
) -> bool:
    inserted = await tx.connection.execute(
        postgresql.insert(tables.notification)
        .values(
            id=notification_id,
            user_id=user_id,
            kind=news.kind,
            topic=news.topic,
            subject_id=news.subject_id,
            params=news.params,
            link=news.link,
            created_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    return inserted.rowcount == 1


async def _queue(tx: Tx, notification_id: NotificationId, channels: tuple[Channel, ...]) -> None:
    if not channels:
        return
    rows = [
        {"notification_id": notification_id, "channel": channel, "state": MessageState.QUEUED}
        for channel in channels
    ]
    await tx.connection.execute(insert(tables.message), rows)
