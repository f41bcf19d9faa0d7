"""Endpoints of partners, what is sent to them, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import OrganisationId


class EndpointState(StrEnum):
    """Only an active one is sent to; what concerns the others is held for them."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"


class DeliveryState(StrEnum):
    QUEUED = "queued"
    HELD = "held"
    DELIVERED = "delivered"
    FAILED = "failed"


class AttemptOutcome(StrEnum):
    """Of one attempt."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    """An answer other than 2xx."""
    GONE = "gone"
    """410: the endpoint does not want to be called again."""
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    TOO_LARGE = "too_large"
    ADDRESS = "address"
    """Its address leads inside, or nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    id: UUID
    organisation_id: OrganisationId
    url: str
    description: str
    event_names: tuple[str, ...]
    state: EndpointState
    failing_since: datetime | None
    former_secret_ends_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointWish:
    url: str
    description: str
    event_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one endpoint, however often it was tried."""

    id: UUID
    endpoint_id: UUID
    message_id: UUID
    event_name: str
    occurred_at: datetime
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    number: int
    started_at: datetime
    milliseconds: int
    outcome: AttemptOutcome
    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the next attempt sends: claimed, so that nobody else sends it meanwhile."""

    delivery_id: UUID
    endpoint_id: UUID
    message_id: UUID
    number: int
    url: str
    body: bytes = field(repr=False)
    secrets: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: AttemptOutcome
    status: int | None
    milliseconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """All of an endpoint's messages of a time; or only those that were not delivered."""

    since: datetime
    until: datetime
    only_undelivered: bool


@dataclass(frozen=True, slots=True)
class DeliverySearch:
    endpoint_id: UUID
    state: DeliveryState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPlan:
    """Wait `first_seconds`, then `factor` times as long each time, up to `longest_seconds`."""

    first_seconds: int
    factor: int
    longest_seconds: int
    attempts: int
    disable_after_hours: int
