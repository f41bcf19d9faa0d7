"""Bodies of the notifications API."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.engagement import rules
from rongqu.modules.engagement.types import Channel, Notification, Preference, Topic


class NotificationBody(BaseModel):
    """`title` and `body` are in the reader's language; `link` is a page of the reader's portal."""

    id: UUID
    kind: str
    topic: Topic
    subject_id: UUID
    title: str
    body: str
    link: str
    created_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, notification: Notification, locale: str) -> Self:
        words = rules.words_of(notification.kind, locale, notification.params)
        return cls(
            id=notification.id,
            kind=notification.kind,
            topic=notification.topic,
            subject_id=notification.subject_id,
            title=words.title,
            body=words.body,
            link=notification.link,
            created_at=notification.created_at,
            read_at=notification.read_at,
        )


class UnreadBody(BaseModel):
    unread: int


class ReadBody(BaseModel):
    """Without ids: all of them."""

    ids: list[UUID] | None = Field(default=None, max_length=200)


class PreferenceBody(BaseModel):
    topic: Topic
    channel: Channel
    is_on: bool
    is_fixed: bool = False

    @classmethod
    def of(cls, preference: Preference) -> Self:
        return cls(
            topic=preference.topic,
            channel=preference.channel,
            is_on=preference.is_on,
            is_fixed=preference.is_fixed,
        )


class PreferencesBody(BaseModel):
    preferences: list[PreferenceBody] = Field(max_length=50)
