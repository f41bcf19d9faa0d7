"""Policies and their changes, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.ids import PolicyChangeId, UserId


class ChangeStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The command that asks for a change. The caller makes the id: a retry is harmless."""

    id: PolicyChangeId
    key: str
    value: Decimal
    valid_from: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """Asked for by one person, decided by another. Only the asker may take it back alone."""

    id: PolicyChangeId
    key: str
    value: Decimal
    valid_from: date
    reason: str
    status: ChangeStatus
    asked_by: UserId
    asked_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyValue:
    """One value in the history of a policy; it holds until the day the next one starts."""

    value: Decimal
    valid_from: date
    reason: str
    author_id: UserId
    approver_id: UserId | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Its key and bounds come from the policy pack, its values from the table.

    `history` newest first; `next` starts on a later day; `pending` waits for a decision.
    """

    key: str
    unit: str
    lowest: Decimal | None
    highest: Decimal | None
    why: str
    current: PolicyValue | None
    next: PolicyValue | None
    history: tuple[PolicyValue, ...]
    pending: PolicyChange | None
