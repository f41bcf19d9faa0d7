"""What engagement tells the world."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event
from rongqu.kernel.ids import NotificationId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """A person has something new to read; the subject is that person."""

    name = "engagement.notified.v1"
    subject_id: UserId
    notification_id: NotificationId
    kind: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsRead(Event):
    name = "engagement.notifications_read.v1"
    subject_id: UserId
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesChanged(Event):
    name = "engagement.preferences_changed.v1"
    subject_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """The gateway took it; `channel` is sms or email."""

    name = "engagement.message_sent.v1"
    subject_id: UserId
    notification_id: NotificationId
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRefused(Event):
    """The gateway will not send it, now or later."""

    name = "engagement.message_refused.v1"
    subject_id: UserId
    notification_id: NotificationId
    channel: str
    reason_code: str
