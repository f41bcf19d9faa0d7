"""What disputes tell the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOpened(Event):
    """By one of the parties of the contract; until `due_at` it has to have ended."""

    name = "disputes.dispute_opened.v1"
    contract_id: UUID
    opened_by: UUID
    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeTaken(Event):
    """The actor of this event mediates."""

    name = "disputes.dispute_taken.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSpoken(Event):
    """`number` is the line of the mediation log."""

    name = "disputes.dispute_spoken.v1"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementProposed(Event):
    name = "disputes.settlement_proposed.v1"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementAnswered(Event):
    name = "disputes.settlement_answered.v1"
    number: int
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEnded(Event):
    """`status` says how: settled, withdrawn, unsettled."""

    name = "disputes.dispute_ended.v1"
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEscalated(Event):
    """It has not ended in time."""

    name = "disputes.dispute_escalated.v1"
    contract_id: UUID
    due_at: datetime
