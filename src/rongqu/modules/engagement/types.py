"""What a notification is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import NotificationId, UserId


class Topic(StrEnum):
    """What people switch on and off."""

    APPLICATIONS = "applications"
    CONTRACTS = "contracts"
    MONEY = "money"
    DATA = "data"
    SECURITY = "security"
    MARKETING = "marketing"
    """Only for whoever has agreed to it (`privacy`), at the moment of sending too."""


class Channel(StrEnum):
    IN_APP = "in_app"
    SMS = "sms"
    EMAIL = "email"


class MessageState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an event means to the people of one organisation, or to one of them."""

    kind: str
    topic: Topic
    organisation_id: UUID
    subject_id: UUID
    link: str
    params: dict[str, str] = field(default_factory=dict[str, str])
    person_id: UserId | None = None
    """Only this one of them."""
    permission: str | None = None
    """Only those of them whose roles have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    id: NotificationId
    user_id: UserId
    kind: str
    topic: Topic
    subject_id: UUID
    params: dict[str, str]
    link: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    notification: Notification
    channel: Channel
    state: MessageState


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Preference:
    topic: Topic
    channel: Channel
    is_on: bool
    is_fixed: bool
