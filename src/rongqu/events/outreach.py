"""Facts about what is sent to partners' programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointCreated(Event):
    """Subject: the endpoint, to which events of its organisation are sent."""

    name = "outreach.endpoint_created.v1"
    host: str
    event_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointChanged(ChangeEvent):
    """Subject: the endpoint."""

    name = "outreach.endpoint_changed.v1"
    host: str
    event_names: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointClosed(Event):
    """Subject: the endpoint, to which nothing is sent any more."""

    name = "outreach.endpoint_closed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointDisabled(Event):
    """Subject: the endpoint, which has failed for too long, or does not want to be called."""

    name = "outreach.endpoint_disabled.v1"
    host: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretRenewed(Event):
    """Subject: the endpoint. Messages carry both signatures until `former_ends_at`."""

    name = "outreach.secret_renewed.v1"
    former_ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesReplayed(Event):
    """Subject: the endpoint, to which so many messages are sent again."""

    name = "outreach.messages_replayed.v1"
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageGivenUp(Event):
    """Subject: the endpoint, which has not taken the message in any attempt."""

    name = "outreach.message_given_up.v1"
    message_id: UUID
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAsked(Event):
    """Subject: the endpoint that somebody wants to try out."""

    name = "outreach.test_asked.v1"
