"""Bodies of the webhooks API."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.outreach.types import (
    Attempt,
    AttemptOutcome,
    Delivery,
    DeliveryState,
    Endpoint,
    EndpointState,
    EndpointWish,
    Replay,
)


class NewEndpointBody(BaseModel):
    url: str = Field(min_length=8, max_length=500)
    description: str = Field(default="", max_length=100)
    event_names: list[str] = Field(min_length=1, max_length=60)

    def to_wish(self) -> EndpointWish:
        return EndpointWish(
            url=self.url.strip(),
            description=self.description.strip(),
            event_names=tuple(self.event_names),
        )


class ChangedEndpointBody(NewEndpointBody):
    """`disabled` is not among the states: only failures disable."""

    state: Literal[EndpointState.ACTIVE, EndpointState.PAUSED]


class EndpointBody(BaseModel):
    id: UUID
    url: str
    description: str
    event_names: list[str]
    state: EndpointState
    failing_since: datetime | None
    former_secret_ends_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            description=endpoint.description,
            event_names=list(endpoint.event_names),
            state=endpoint.state,
            failing_since=endpoint.failing_since,
            former_secret_ends_at=endpoint.former_secret_ends_at,
            created_at=endpoint.created_at,
        )


class WebhookEventBody(BaseModel):
    """An event that can be chosen, and the fields of its `data` beside `subject_id`."""

    name: str
    fields: list[str]


class OverlapBody(BaseModel):
    """For so many hours the former secret signs beside the new one. 0: not at all."""

    overlap_hours: int = Field(ge=0, le=10_000)


class SecretBody(BaseModel):
    """`secret` is shown this once."""

    secret: str


class ReplayBody(BaseModel):
    since: datetime
    until: datetime
    only_undelivered: bool = True

    def to_replay(self) -> Replay:
        return Replay(since=self.since, until=self.until, only_undelivered=self.only_undelivered)


class ReplayedBody(BaseModel):
    messages: int


class DeliveryBody(BaseModel):
    """`message_id` is what the header `webhook-id` ends in."""

    id: UUID
    endpoint_id: UUID
    message_id: UUID
    event_name: str
    occurred_at: datetime
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    settled_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        return cls(
            id=delivery.id,
            endpoint_id=delivery.endpoint_id,
            message_id=delivery.message_id,
            event_name=delivery.event_name,
            occurred_at=delivery.occurred_at,
            state=delivery.state,
            attempts=delivery.attempts,
            next_at=delivery.next_at,
            settled_at=delivery.settled_at,
        )


class AttemptBody(BaseModel):
    number: int
    started_at: datetime
    milliseconds: int
    outcome: AttemptOutcome
    status: int | None

    @classmethod
    def of(cls, attempt: Attempt) -> Self:
        return cls(
            number=attempt.number,
            started_at=attempt.started_at,
            milliseconds=attempt.milliseconds,
            outcome=attempt.outcome,
            status=attempt.status,
        )


class DeliveryLogBody(BaseModel):
    """What was sent, and every attempt, the newest first."""

    delivery: DeliveryBody
    body: dict[str, Any]
    attempts: list[AttemptBody]

    @classmethod
    def of(cls, delivery: Delivery, body: bytes, attempts: tuple[Attempt, ...]) -> Self:
        return cls(
            delivery=DeliveryBody.of(delivery),
            body=json.loads(body),
            attempts=[AttemptBody.of(attempt) for attempt in attempts],
        )
