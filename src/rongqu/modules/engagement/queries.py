"""Every SELECT of engagement: a person sees what is addressed to that person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import NotificationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.engagement import rules, tables
from rongqu.modules.engagement.errors import NotificationNotFound
from rongqu.modules.engagement.types import (
    Channel,
    Message,
    MessageState,
    Notification,
    Preference,
    Topic,
)


async def list_notifications(tx: Tx, page: Page, *, unread_only: bool) -> Slice[Notification]:
    columns = tables.notification.c
    wanted = select(tables.notification).where(columns.user_id == tx.actor.id)
    if unread_only:
        wanted = wanted.where(columns.read_at.is_(None))
    if page.after is not None:
        last = await _one_notification(tx, NotificationId(page.after))
        wanted = wanted.where(
            or_(
                columns.created_at < last.created_at,
                and_(columns.created_at == last.created_at, columns.id < last.id),
            )
        )
    rows = await tx.connection.execute(
        wanted.order_by(columns.created_at.desc(), columns.id.desc()).limit(page.limit + 1)
    )
    return Slice[Notification].of([(row.id, to_notification(row)) for row in rows], page.limit)


async def count_unread(tx: Tx) -> int:
    columns = tables.notification.c
    unread = select(func.count()).where(columns.user_id == tx.actor.id, columns.read_at.is_(None))
    return (await tx.connection.execute(unread)).scalar_one()


async def list_preferences(tx: Tx, user_id: UserId) -> tuple[Preference, ...]:
    return (await list_preferences_of(tx, (user_id,)))[user_id]


async def list_preferences_of(
    tx: Tx, user_ids: tuple[UserId, ...]
) -> dict[UserId, tuple[Preference, ...]]:
    """One query for everybody who is to be told."""
    columns = tables.preference.c
    chosen: dict[UUID, dict[tuple[Topic, Channel], bool]] = {user_id: {} for user_id in user_ids}
    rows = select(tables.preference).where(columns.user_id.in_(user_ids))
    for row in await tx.connection.execute(rows):
        chosen[row.user_id][Topic(row.topic), Channel(row.channel)] = row.is_on
    return {UserId(user): rules.compute_preferences(choice) for user, choice in chosen.items()}


async def lock_message(tx: Tx, notification_id: NotificationId, channel: Channel) -> Message:
    """For a change, and for the job that sends it."""
    joined = tables.message.join(tables.notification)
    row = (
        await tx.connection.execute(
            select(tables.notification, tables.message.c.state)
            .select_from(joined)
            .where(
                tables.message.c.notification_id == notification_id,
                tables.message.c.channel == channel,
            )
            .with_for_update(of=tables.message)
        )
    ).one_or_none()
    if row is None:
        raise NotificationNotFound(notification_id=notification_id)
    return Message(
        notification=to_notification(row), channel=channel, state=MessageState(row.state)
    )


def to_notification(row: Row[Any]) -> Notification:
    return Notification(
        id=NotificationId(row.id),
        user_id=UserId(row.user_id),
        kind=row.kind,
        topic=Topic(row.topic),
        subject_id=row.subject_id,
        params=row.params,
        link=row.link,
        created_at=row.created_at,
        read_at=row.read_at,
    )


async def _one_notification(tx: Tx, notification_id: NotificationId) -> Notification:
    columns = tables.notification.c
    mine = select(tables.notification).where(
        columns.id == notification_id, columns.user_id == tx.actor.id
    )
    row = (await tx.connection.execute(mine)).one_or_none()
    if row is None:
        raise NotificationNotFound(notification_id=notification_id)
    return to_notification(row)
